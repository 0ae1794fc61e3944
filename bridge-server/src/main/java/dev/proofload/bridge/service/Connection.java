package dev.proofload.bridge.service;

import dev.proofload.bridge.crisis.CrisisMessage;
import dev.proofload.bridge.limit.Allowance;
import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.RequestReader;
import dev.proofload.bridge.protocol.SocketRequest;
import dev.proofload.bridge.session.Session;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One open socket of a user. Its frames must be given to it one after another; whatever is wrong
 * with one is answered, and never ends the connection.
 */
public final class Connection {
  /** What is said to who comes too soon. */
  public static final String OVER_LIMIT = "rate limit exceeded";

  /** Replies that may come in pieces at a time; each has a thread while it takes its time. */
  private static final int MAX_STREAMS = 16;

  private final Bridge bridge;
  private final Session session;
  private final Outbox outbox;
  private final Semaphore streams = new Semaphore(MAX_STREAMS);

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
        ChatRequest said = new ChatRequest(userId, "", chat.message(), "");
        ChatOutcome outcome =
            chat.stream() ? bridge.stream(said, streams) : bridge.chat(said, false);
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
    byte[] json = JsonAnswers.refusalFrame(OVER_LIMIT, millis, crisisResponse);
    if (crisisResponse.isEmpty()) {
      reply(json);
    } else {
      LateReply help = new LateReply(json, true, 0);
      Deliveries deliveries = new Deliveries();
      if (!session.mailbox().replyTo(outbox, help, deliveries)) {
        bridge.owe(session.userId(), List.of(help));
      }
      deliveries.run();
    }
  }

  private void reply(byte[] json) {
    outbox.offer(Frame.control(json));
    outbox.drain();
  }
}
