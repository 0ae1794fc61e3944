package dev.proofload.bridge.service;

import dev.proofload.bridge.crisis.CrisisMessage;
import dev.proofload.bridge.limit.Allowance;
import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.RequestReader;
import dev.proofload.bridge.protocol.SocketRequest;
import dev.proofload.bridge.session.Session;
import java.util.concurrent.TimeUnit;

/**
 * One open socket of a user. Its frames must be given to it one after another; whatever is wrong
 * with one is answered, and never ends the connection.
 */
public final class Connection {
  /** What is said to who comes too soon. */
  public static final String OVER_LIMIT = "rate limit exceeded";

  private final Bridge bridge;
  private final Session session;
  private final Outbox outbox;

  Connection(Bridge bridge, Session session, Outbox outbox) {
    this.bridge = bridge;
    this.session = session;
    this.outbox = outbox;
  }

  /** Takes the text of a frame. */
  public void receive(String text) {
    if (!outbox.isOpen()) {
      return;
    }
    try {
      act(RequestReader.frame(session.userId(), text));
    } catch (BadRequestException e) {
      reject(e.getMessage());
    }
  }

  /** Answers something that is no request with an error frame. */
  public void reject(String error) {
    reply(JsonAnswers.errorFrame(error));
  }

  /** The socket is gone; what it could not take waits again if it was the user's last. */
  public void closed() {
    bridge.disconnect(session, outbox);
  }

  private void act(SocketRequest request) {
    String userId = session.userId();
    switch (request) {
      case SocketRequest.Chat chat -> {
        ChatOutcome outcome = bridge.chat(new ChatRequest(userId, "", chat.message(), ""), false);
        if (outcome instanceof ChatOutcome.Refused refused) {
          refuse(refused.allowance(), refused.crisisDetected() ? CrisisMessage.TEXT : "");
        }
      }
      case SocketRequest.Move move -> {
        Allowance allowance = bridge.move(userId, move.room());
        if (!allowance.admitted()) {
          refuse(allowance, "");
        }
      }
    }
  }

  private void refuse(Allowance allowance, String crisisResponse) {
    long millis = TimeUnit.NANOSECONDS.toMillis(allowance.waitNanos() + 999_999);
    reply(JsonAnswers.refusalFrame(OVER_LIMIT, millis, crisisResponse));
  }

  private void reply(byte[] payload) {
    outbox.offer(Frame.of(payload));
    outbox.drain();
  }
}
