package dev.proofload.bridge.service;

import dev.proofload.bridge.agent.Words;
import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.protocol.ChatReply;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.session.Mailbox;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One reply that comes in pieces, and then as a whole. The turn is over when it begins: it holds no
 * lock, and the user's next message does not wait for it.
 */
final class ReplyStream {
  private final Mailbox mailbox;
  private final ChatReply reply;
  private final String replyId;
  private final Duration delay;
  private final Runnable whenDone;

  /**
   * @param delay after each piece
   * @param whenDone is called once, whatever happens
   */
  ReplyStream(Mailbox mailbox, ChatReply reply, Duration delay, Runnable whenDone) {
    this.mailbox = mailbox;
    this.reply = reply;
    // Rises with each turn of the session.
    this.replyId = Long.toString(reply.sessionMessages());
    this.delay = delay;
    this.whenDone = whenDone;
  }

  /** Sends it: on this thread if that takes no time, else on one of its own. */
  void start() {
    if (delay.isZero()) {
      run();
    } else {
      Thread.startVirtualThread(this::run);
    }
  }

  private void run() {
    try {
      List<String> pieces = Words.split(reply.response());
      Set<Outbox> filled = new LinkedHashSet<>();
      long due = System.nanoTime();
      for (int i = 0; i < pieces.size(); i++) {
        mailbox.send(Frame.bulk(JsonAnswers.chatDelta(replyId, i, pieces.get(i))), filled::add);
        if (!delay.isZero()) {
          filled.forEach(Outbox::drain);
          due += delay.toNanos();
          sleepUntil(due);
        } else if ((i + 1) % StreamSettings.BATCH_MESSAGES == 0) {
          // A long reply is more than an outbox holds, and than others should wait for.
          filled.forEach(Outbox::drain);
          letOthersIn();
        }
      }
      // Before the whole is there, which would overtake them.
      filled.forEach(Outbox::drain);
    } finally {
      Deliveries deliveries = new Deliveries();
      byte[] whole = JsonAnswers.chatResponse(reply, false, replyId);
      mailbox.reply(new LateReply(whole, reply.crisisDetected(), 0), true, deliveries);
      deliveries.run();
      whenDone.run();
    }
  }

  /** A virtual thread that does not wait keeps its processor for as long as it likes. */
  @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but how long others wait.
  private static void letOthersIn() {
    Thread.yield();
  }

  private static void sleepUntil(long due) {
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
      left = due - System.nanoTime();
    }
  }
}
