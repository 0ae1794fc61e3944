package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One user, as the priorities check knows it: its present socket, and what must still come. */
final class StreamUser {
  /** So many replies wait at most; what is beyond may go. */
  static final int MOST_WAITING = 1_000;

  private static final int MOST_UNSURE = 1_024;
  private static final int NONE = -1;

  final int index;
  final String id;
  final Pieces pieces = new Pieces();

  /** Replies that must come over the present socket, oldest first. */
  final ArrayDeque<Due> due = new ArrayDeque<>(2);

  /** Replies that its earlier sockets may have had to take, and did not, oldest first. */
  final ArrayDeque<Due> waiting = new ArrayDeque<>(2);

  /** Of each earlier socket, the latest operation whose reply was surely waiting for it. */
  final Map<Integer, Integer> proven = new HashMap<>(2);

  /** Operations of which it is not known when they take effect, if ever. */
  private final Set<Integer> unsure = new HashSet<>(2);

  private boolean open;
  private long openedNanos;
  private long closedNanos = Long.MIN_VALUE;
  private int sockets;

  /** What came over the present socket, and how much of it was known when it was looked at last. */
  final Received received = new Received();

  final Received receivedBefore = new Received();

  /** When the latest frame came over any of its sockets. */
  long receivedNanos;

  /** When the latest came that answered nothing in flight. */
  long deliveredNanos;

  /** An operation of its own has ended unknown, and it was not heard of since. */
  boolean silent;

  /** Something came that can't be put into a class. */
  boolean uncounted;

  /** The latest operation whose reply came over the present socket. */
  int lastReply = NONE;

  long lastEvent = Observation.NOT_SAID;
  long lastLate = Observation.NOT_SAID;

  /** So many pieces the server said it left out. */
  long announced;

  /** When the latest piece came before which others are missing; 0 if none did. */
  long gapNanos;

  /** The latest operation that was answered in pieces. */
  final Trace streamed = new Trace();

  /** The present socket, as the server tells of it; null where that is not certain. */
  StreamList.@Nullable Row row;

  StreamLooks.@Nullable Look rowLook;
  private long streamId = NONE;
  private long streamBefore = NONE;
  private boolean streamsMixed;

  /** At least so many late replies must come, by what was told of a socket that is closed. */
  long owed;

  /** Late replies that were fetched while its socket seemed open. */
  long fetched;

  /** The latest look that told so. */
  StreamLooks.@Nullable Look owedLook;

  String owedWords = "";

  /** Since its socket was closed it has had another, or its events were fetched. */
  boolean mayHaveGotThem;

  /**
   * A reply that must come.
   *
   * @param socket the how many-th of the user's sockets had to take it
   * @param help whether it holds the crisis message, which may come late and out of order
   */
  record Due(Trace operation, int socket, boolean help) {}

  /** Frames by class. */
  static final class Received {
    private long control;
    private long critical;
    private long important;
    private long bulk;

    void add(Priority priority) {
      switch (priority) {
        case CONTROL -> control++;
        case CRITICAL -> critical++;
        case IMPORTANT -> important++;
        case BULK -> bulk++;
      }
    }

    long of(Priority priority) {
      return switch (priority) {
        case CONTROL -> control;
        case CRITICAL -> critical;
        case IMPORTANT -> important;
        case BULK -> bulk;
      };
    }

    /** All but control, of which heartbeats are not told. */
    long allButControl() {
      return critical + important + bulk;
    }

    void set(Received other) {
      control = other.control;
      critical = other.critical;
      important = other.important;
      bulk = other.bulk;
    }
  }

  StreamUser(int index, String id) {
    this.index = index;
    this.id = id;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether its present socket was open before this time. */
  boolean wasOpenBefore(long nanos) {
    return open && openedNanos < nanos;
  }

  /** Its socket is closed, as it was told, and no other is open yet. */
  boolean isClosed() {
    return sockets > 0 && !open;
  }

  /** The how many-th socket the latest one is. */
  int socket() {
    return sockets;
  }

  /** Its socket was greeted. */
  void opened(long nanos) {
    open = true;
    sockets++;
    openedNanos = nanos;
    mayHaveGotThem = true;
    received.set(new Received());
    receivedBefore.set(received);
    uncounted = false;
    lastReply = NONE;
    lastEvent = Observation.NOT_SAID;
    lastLate = Observation.NOT_SAID;
    announced = 0;
    fetched = 0;
    gapNanos = 0;
    streamed.clear();
    pieces.anew();
    row = null;
    rowLook = null;
    streamId = NONE;
  }

  /** Its socket is gone. */
  void closed(long nanos) {
    open = false;
    closedNanos = nanos;
    streamBefore = streamId;
    mayHaveGotThem = false;
    due.clear();
  }

  /** The server may have opened a stream of which nothing was told. */
  void mayHaveAnotherStream() {
    streamsMixed = true;
  }

  /** Nobody knows when this operation takes effect. */
  void unsure(int sequence) {
    if (unsure.size() == MOST_UNSURE) {
      unsure.clear();
    }
    unsure.add(sequence);
  }

  boolean isUnsure(int sequence) {
    return unsure.contains(sequence);
  }

  /**
   * The only stream of this user in a list.
   *
   * @param noneBefore whether the look before found none of the user, after its last socket closed
   * @return whether it is surely that of the present socket
   */
  boolean isListed(StreamList.Row one, StreamLooks.Look look, boolean noneBefore) {
    if (streamsMixed || !wasOpenBefore(look.startNanos())) {
      return false;
    }
    if (streamId == NONE) {
      boolean first = closedNanos == Long.MIN_VALUE;
      boolean other = streamBefore != NONE && streamBefore != one.streamId();
      if (!first && !other && !noneBefore) {
        return false;
      }
      streamId = one.streamId();
    } else if (streamId != one.streamId()) {
      streamsMixed = true;
      row = null;
      return false;
    }
    row = one;
    rowLook = look;
    return true;
  }

  /** When its last socket was closed. */
  long closedNanos() {
    return closedNanos;
  }
}
