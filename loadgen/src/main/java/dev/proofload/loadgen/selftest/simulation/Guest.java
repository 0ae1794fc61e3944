package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.record.Observation.LateReply;
import dev.proofload.loadgen.record.Observation.Occupant;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session of the simulated bridge. */
public final class Guest {
  /** Turns that the history keeps: two messages each. */
  public static final int TURNS_KEPT = 10;

  private final int user;
  private final String id;
  private final String[] said = new String[TURNS_KEPT];
  private final String[] answered = new String[TURNS_KEPT];
  private final String[] rooms = new String[TURNS_KEPT];
  private ArrayDeque<Event> inbox = new ArrayDeque<>();
  private final ArrayDeque<LateReply> late = new ArrayDeque<>();
  private Occupant occupant;
  private int room = -1;
  private long turns;
  private long messages;
  private long seq;
  private long streamed;
  private long dropped;
  private long activeNanos;
  private boolean gone;
  private @Nullable Socket socket;

  Guest(int user, String id) {
    this.user = user;
    this.id = id;
    this.occupant = new Occupant(id, id);
  }

  /** Index of the user. */
  public int user() {
    return user;
  }

  /** The user's id. */
  public String id() {
    return id;
  }

  /** What others see of it. */
  public Occupant occupant() {
    return occupant;
  }

  /** Goes by a name from now on. */
  public void rename(String name) {
    if (!name.equals(occupant.name())) {
      occupant = new Occupant(id, name);
    }
  }

  /** Index of the room it is in, or -1. */
  public int room() {
    return room;
  }

  /** Notes where it is. */
  public void room(int index) {
    room = index;
  }

  /** Messages so far, both sides counted. */
  public long messages() {
    return messages;
  }

  /** Counts. */
  public void addMessages(int more) {
    messages += more;
  }

  /** The number of its next event. */
  public long nextSeq() {
    return ++seq;
  }

  /** The same, if one is needed. */
  long nextSeqUnless(boolean numbered) {
    return numbered ? Observation.NOT_SAID : nextSeq();
  }

  /** What tells its next reply in pieces from the others. */
  String nextReplyId() {
    streamed++;
    return id + "/" + streamed;
  }

  /** Its next event has number 1 again. */
  public void restartSeq() {
    seq = 0;
  }

  /** Events that wait. */
  public ArrayDeque<Event> inbox() {
    return inbox;
  }

  /** All that waits, which waits no longer. */
  public ArrayDeque<Event> emptyInbox() {
    ArrayDeque<Event> all = inbox;
    inbox = new ArrayDeque<>();
    return all;
  }

  /** Replies that no socket took. */
  public ArrayDeque<LateReply> late() {
    return late;
  }

  /** An event had to go that waited elsewhere. */
  void countDropped() {
    dropped++;
  }

  /** Events that had to go so far. */
  public long dropped() {
    return dropped;
  }

  void drop() {
    inbox.removeFirst();
    dropped++;
  }

  long activeNanos() {
    return activeNanos;
  }

  void active(long nanos) {
    activeNanos = nanos;
  }

  /** Whether it was evicted. */
  public boolean gone() {
    return gone;
  }

  void leaveForGood() {
    gone = true;
  }

  /** The socket that is open, if one is. */
  public @Nullable Socket socket() {
    return socket;
  }

  void connect(@Nullable Socket one) {
    socket = one;
  }

  void remember(OperationKind kind, String text, String answer, String where) {
    int at = (int) (turns++ % TURNS_KEPT);
    said[at] =
        switch (kind) {
          case SAY -> "say " + text;
          case EMOTE -> "emote " + text;
          case WHISPER -> "whisper " + text;
          case LOOK, WHO, GO -> kind.label();
          default -> text;
        };
    answered[at] = answer;
    rooms[at] = where;
  }

  /** Adds what the history holds, oldest first. */
  public void tellHistory(List<Observation.Line> lines) {
    for (long turn = Math.max(0, turns - TURNS_KEPT); turn < turns; turn++) {
      int at = (int) (turn % TURNS_KEPT);
      lines.add(new Observation.Line(true, said[at], rooms[at]));
      lines.add(new Observation.Line(false, answered[at], rooms[at]));
    }
  }
}
