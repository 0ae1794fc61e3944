package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.PerClass;

/**
 * One standstill as a server with one lock for all sends shows it; each field is something that may
 * be otherwise. Times are in milliseconds: it begins at 50, and is looked at from 100 on.
 */
final class StandstillScene {
  static final int STALLED = 8;
  static final long FIRST_LOOK = 100;
  private static final PerClass REPLY = new PerClass(0, 1, 0, 0);
  private static final PerClass EVENT = new PerClass(0, 0, 1, 0);

  /** Why the server goes on. */
  enum End {
    READS_ON,
    CLOSED,
    ANOTHER_REASON
  }

  final StandstillStory story = new StandstillStory();
  int waiting = 3;
  int served = 3;

  /** Of all looks only the last gives reason for suspicion. */
  long lasts = 3_150;

  long looksEvery = 200;
  long looksTake = 2;
  boolean totalsTold = true;
  PerClass waits = REPLY;
  PerClass waitsForStalled = REPLY;

  /** From this look on something waits for the others. */
  long othersWaitFrom = FIRST_LOOK;

  long waitingBytes = 700;

  /** So many events were sent to the stalled one that it has not read. */
  int unread = 2;

  /** So many events were sent to those who wait that they have not read. */
  int unreadByOthers;

  End end = End.READS_ON;

  /** So long after the last look the stalled one reads on. */
  long readsOnAfter = 50;

  /** So long after the last look the server tells that it went on. */
  long toldAfter = 150;

  /** Is done in the middle of it. */
  Runnable meanwhile = () -> {};

  /** When the last look at it begins. */
  long lastLook() {
    return FIRST_LOOK + lasts;
  }

  CheckResult ends() {
    play();
    return story.ends();
  }

  /** Writes it down. */
  void play() {
    begin();
    long middle = FIRST_LOOK + lasts / 2;
    for (long at = FIRST_LOOK; at < lastLook(); at += looksEvery) {
      if (at >= middle && at - looksEvery < middle) {
        meanwhile.run();
      }
      if (at == othersWaitFrom) {
        for (int user = 0; user < waiting; user++) {
          story.queues(user, waits, waitingBytes);
        }
      }
      look(at);
    }
    look(lastLook());
    goOn();
  }

  private void look(long at) {
    story.looks(at, at + looksTake, totalsTold);
  }

  private void begin() {
    story.opens(1, STALLED);
    for (int i = 0; i < unread; i++) {
      story.sends(STALLED, EVENT);
    }
    story.queues(STALLED, waitsForStalled, 16_000);
    for (int user = 0; user < waiting; user++) {
      story.opens(1, user);
      story.sends(user, EVENT);
      story.hears(20, user);
      for (int i = 0; i < unreadByOthers; i++) {
        story.sends(user, EVENT);
      }
      story.asks(40, lastLook() + looksTake + 98, user);
    }
  }

  private void goOn() {
    switch (end) {
      case READS_ON -> {
        story.queues(STALLED, StandstillStory.NOTHING, 0);
        story.sends(STALLED, REPLY);
        for (int i = 0; i <= unread; i++) {
          story.hears(lastLook() + readsOnAfter, STALLED);
        }
      }
      case CLOSED -> story.closes(STALLED);
      case ANOTHER_REASON -> {}
    }
    for (int user = 0; user < served; user++) {
      story.queues(user, StandstillStory.NOTHING, 0);
      story.sends(user, waits);
    }
    look(lastLook() + toldAfter);
  }
}
