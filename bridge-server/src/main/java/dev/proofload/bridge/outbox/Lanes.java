package dev.proofload.bridge.outbox;

import dev.proofload.bridge.protocol.ClassCounts;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.StreamCounts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A lane for each class: who is let in, who must make room, and who goes next.
 *
 * <p>Guarded by its outbox.
 */
final class Lanes {
  private static final double REFUSES_BULK = 0.9;
  private static final int BATCH_BYTES = 16 * 1024;

  private final StreamSettings settings;
  private final Lane control = new Lane();
  private final Lane critical = new Lane();
  private final Lane important = new Lane();
  private final Lane bulk = new Lane();
  private long droppedEvents;
  private long unmarkedDeltas;
  private long bytesSent;
  private boolean throttled;

  Lanes(StreamSettings settings) {
    this.settings = settings;
  }

  /** From now on there is room for half as much, and none for pieces of replies; or not. */
  void throttle(boolean on) {
    throttled = on;
  }

  /** Queues a message if there is room for it, or if others can make room; else it is not there. */
  boolean take(Frame frame) {
    boolean fits =
        switch (frame.priority()) {
          case CONTROL -> control.size() < StreamSettings.MAX_CONTROL;
          case CRITICAL, IMPORTANT -> makeRoom(frame.size(), true);
          case BULK -> !throttled && fill() <= REFUSES_BULK && makeRoom(frame.size(), false);
        };
    if (fits) {
      lane(frame.priority()).add(frame);
    }
    return fits;
  }

  /** Counts a message that was not taken as dropped; what is less important is so before it. */
  void refuse(Frame frame) {
    while (frame.priority() != Priority.BULK && bulk.droppable() > 0) {
      noteDropped(bulk.dropOldest());
    }
    noteDropped(frame);
    lane(frame.priority()).refuse();
  }

  /** Whether a message could be queued, and nothing would have to go for it. */
  boolean hasRoomFor(Frame frame) {
    return fits(frame.size(), waiting(), waitingBytes());
  }

  /**
   * The next messages, which are on their way from now on; a mark of what was left out goes first.
   *
   * @param batch in front of them, and what they are added to; not too many, as what is more urgent
   *     has to wait for them
   */
  void next(List<Frame> batch) {
    if (unmarkedDeltas > 0 && control.droppable() == 0) {
      control.add(Frame.control(JsonAnswers.deltasDropped(unmarkedDeltas)));
      unmarkedDeltas = 0;
    }
    int bytes = 0;
    while (batch.size() < StreamSettings.BATCH_MESSAGES && bytes < BATCH_BYTES) {
      Frame frame = next();
      if (frame == null) {
        break;
      }
      batch.add(frame);
      bytes += frame.size();
    }
  }

  private @Nullable Frame next() {
    Frame frame = control.next();
    if (frame == null) {
      frame = critical.next();
    }
    if (frame == null) {
      frame = important.next();
    }
    return frame == null ? bulk.next() : frame;
  }

  /** One that was on its way has left. */
  void left(Frame frame) {
    lane(frame.priority()).left(frame);
    bytesSent += frame.size();
  }

  /** Nothing of one that was to leave has left. The last of several is put back first. */
  void putBack(Frame frame) {
    lane(frame.priority()).putBack(frame);
  }

  /** Tells of each that waits and may be owed, the one that is on its way left aside. */
  void forEachKept(Consumer<Frame> action) {
    critical.forEach(action);
    important.forEach(action);
  }

  /** Empties all; those that are kept go back to the session, which is told of those it is owed. */
  void clear(@Nullable Frame onItsWay, Consumer<Frame> owed) {
    for (Priority priority : Priority.values()) {
      boolean here = onItsWay != null && onItsWay.priority() == priority;
      lane(priority).clear(here ? onItsWay : null, owed);
    }
  }

  /** Whether nothing waits, control left aside. */
  boolean isEmpty() {
    return waiting() == 0;
  }

  /** How many wait, those of the connection itself included. */
  int size() {
    return waiting() + control.size();
  }

  /** Bytes of these. */
  int bytes() {
    return waitingBytes() + control.bytes();
  }

  /** How full it is, control left aside: 0 to 1, or more while something larger than all waits. */
  double fill() {
    double messages = (double) waiting() / capacity(settings.messages());
    double bytes = (double) waitingBytes() / capacity(settings.bytes());
    return Math.max(messages, bytes);
  }

  long droppedEvents() {
    return droppedEvents;
  }

  StreamCounts counts() {
    return new StreamCounts(
        classes(Lane::produced),
        classes(Lane::sent),
        classes(Lane::dropped),
        classes(Lane::returned),
        classes(Lane::size),
        bytesSent);
  }

  private ClassCounts classes(ToLongFunction<Lane> count) {
    return new ClassCounts(
        count.applyAsLong(control),
        count.applyAsLong(critical),
        count.applyAsLong(important),
        count.applyAsLong(bulk));
  }

  private Lane lane(Priority priority) {
    return switch (priority) {
      case CONTROL -> control;
      case CRITICAL -> critical;
      case IMPORTANT -> important;
      case BULK -> bulk;
    };
  }

  private int waiting() {
    return critical.size() + important.size() + bulk.size();
  }

  private int waitingBytes() {
    return critical.bytes() + important.bytes() + bulk.bytes();
  }

  private int capacity(int whole) {
    return throttled ? Math.max(1, whole / 2) : whole;
  }

  /** What is larger than all there is room for still goes through alone. */
  private boolean fits(int size, int messages, int bytes) {
    return messages == 0
        || (messages < capacity(settings.messages()) && bytes + size <= capacity(settings.bytes()));
  }

  /** Lets go of as many as must go for a message of this size; of none if that is not enough. */
  private boolean makeRoom(int size, boolean importantToo) {
    int goes = bulk.droppable() + (importantToo ? important.droppable() : 0);
    int bytesGo = bulk.droppableBytes() + (importantToo ? important.droppableBytes() : 0);
    if (!fits(size, waiting() - goes, waitingBytes() - bytesGo)) {
      return false;
    }
    while (!fits(size, waiting(), waitingBytes())) {
      noteDropped((bulk.droppable() > 0 ? bulk : important).dropOldest());
    }
    return true;
  }

  private void noteDropped(Frame frame) {
    droppedEvents += frame.isEvent() ? 1 : 0;
    unmarkedDeltas += frame.priority() == Priority.BULK ? 1 : 0;
  }
}
