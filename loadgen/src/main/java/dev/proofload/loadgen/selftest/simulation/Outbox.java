package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What waits in front of one socket, as the documentation promises it. Each protected method is a
 * place where a faulty one differs.
 */
public class Outbox {
  /** So many messages wait at most, those in control left aside. */
  public static final int MESSAGES = 24;

  /** So many bytes of them. */
  public static final int BYTES = 8_000;

  /** So many messages in control besides. */
  public static final int CONTROL = 8;

  /** A connection ends as its outbox is full. */
  protected static final int TOO_SLOW = 1013;

  private static final int REFUSED_ABOVE = MESSAGES * 9 / 10;
  private static final long SLOWEST_NANOS = 200_000;

  private final Stage stage;
  private final long streamId;
  private final Guest owner;
  private final Wire wire;
  private final Server server;
  private final Map<Priority, ArrayDeque<Message>> queues = new EnumMap<>(Priority.class);
  private final Map<Priority, long[]> counts = new EnumMap<>(Priority.class);
  private final List<Message> unconfirmed = new ArrayList<>();
  private @Nullable Message onItsWay;
  private boolean stuck;
  private boolean closed;
  private long unmarked;

  private static final Priority[] CLASSES = Priority.values();
  private static final int PRODUCED = 0;
  private static final int SENT = 1;
  private static final int DROPPED = 2;
  private static final int RETURNED = 3;

  /** What takes the messages: the operating system. */
  interface Wire {
    /** Takes one, unless it is full. */
    boolean takes(Message message);

    /** The server closes it. */
    void close(int code);
  }

  /** Is told what becomes of an outbox. */
  interface Server {
    /** It is closed, and had not sent all, or does not know whether all was read. */
    void closed(Outbox outbox, List<Message> unsent, List<Message> unconfirmed);

    /** Nothing waits in it. */
    void idle(Outbox outbox);
  }

  /** What an outbox is made of. */
  public record Parts(Stage stage, long streamId, Guest owner, Wire wire, Server server) {}

  protected Outbox(Parts parts) {
    this.stage = parts.stage();
    this.streamId = parts.streamId();
    this.owner = parts.owner();
    this.wire = parts.wire();
    this.server = parts.server();
    for (Priority one : CLASSES) {
      queues.put(one, new ArrayDeque<>());
      counts.put(one, new long[4]);
    }
  }

  /** Whose it is. */
  protected final Guest owner() {
    return owner;
  }

  final boolean isClosed() {
    return closed;
  }

  /** Something is to be sent. */
  protected void offer(Message message) {
    if (closed) {
      return;
    }
    count(message, PRODUCED);
    Priority priority = message.priority();
    if (priority == Priority.CONTROL) {
      queue(priority).add(message);
      if (size(Priority.CONTROL) > CONTROL) {
        close(TOO_SLOW);
      } else {
        pump();
      }
      return;
    }
    if (priority == Priority.BULK && waiting() >= REFUSED_ABOVE) {
      dropped(message);
      return;
    }
    while (isFull(message)) {
      Priority victim = victim(priority);
      if (victim == null) {
        if (priority == Priority.CRITICAL) {
          queue(priority).add(message);
          close(TOO_SLOW);
        } else {
          dropped(message);
        }
        return;
      }
      dropped(queue(victim).removeFirst());
    }
    queue(priority).add(message);
    pump();
  }

  /** Whether there is no room for one more. */
  protected boolean isFull(Message message) {
    return waiting() > 0 && (waiting() + 1 > MESSAGES || waitingBytes() + message.bytes() > BYTES);
  }

  /** Of which class one goes to make room for one of another; null if none may. */
  protected @Nullable Priority victim(Priority comer) {
    if (holds(Priority.BULK)) {
      return Priority.BULK;
    }
    return comer != Priority.BULK && holds(Priority.IMPORTANT) ? Priority.IMPORTANT : null;
  }

  /** Whether any of a class waits that is not on its way yet. */
  protected final boolean holds(Priority priority) {
    return !queue(priority).isEmpty();
  }

  /** What waits of a class and is not on its way yet. */
  protected final ArrayDeque<Message> queue(Priority priority) {
    return Objects.requireNonNull(queues.get(priority));
  }

  /** Of which class the next one leaves; one waits. */
  protected Priority next() {
    for (Priority one : CLASSES) {
      if (holds(one)) {
        return one;
      }
    }
    throw new IllegalStateException("nothing waits");
  }

  /** Takes the next one of a class, of which there is one. */
  protected Message take(Priority priority) {
    return queue(priority).removeFirst();
  }

  /** Something does not fit, or makes room. */
  protected void dropped(Message message) {
    count(message, DROPPED);
    if (message.event() != null) {
      owner.countDropped();
    }
    if (message.priority() == Priority.BULK) {
      mark();
    }
  }

  /** A piece was left out: the next that leaves is preceded by how many. */
  protected void mark() {
    unmarked++;
    pump();
  }

  /** What was dropped of a class, and is still counted as waiting. */
  protected long stillCounted(Priority priority) {
    return 0;
  }

  /** Something goes back to the session. */
  protected void returned(Message message) {
    count(message, RETURNED);
  }

  /** What goes back to the session, of what was not sent. */
  protected List<Message> unsent(List<Message> all, int code) {
    return all;
  }

  /** Whether the next may leave; if not, {@link #goOn} is to be called once it may. */
  protected boolean mayLeave() {
    return true;
  }

  /** The operating system has what was on its way, or never will. */
  protected void left() {}

  /** So long the operating system takes over one, if it has room. */
  protected long sendNanos() {
    return stage.oneIn(3) ? 0 : stage.upTo(SLOWEST_NANOS);
  }

  /** The next may leave. */
  public final void goOn() {
    pump();
  }

  private void pump() {
    if (closed || onItsWay != null) {
      return;
    }
    if (unmarked == 0 && !holdsAny()) {
      server.idle(this);
    } else if (mayLeave()) {
      if (unmarked > 0) {
        Message mark = Message.of(Frames.deltasDropped(unmarked));
        unmarked = 0;
        count(mark, PRODUCED);
        queue(Priority.CONTROL).add(mark);
      }
      onItsWay = take(next());
      stage.later(sendNanos(), this::finish);
    }
  }

  private boolean holdsAny() {
    for (Priority one : CLASSES) {
      if (holds(one)) {
        return true;
      }
    }
    return false;
  }

  private void finish() {
    Message message = onItsWay;
    if (closed || message == null) {
      return;
    }
    stuck = !wire.takes(message);
    if (!stuck) {
      count(message, SENT);
      onItsWay = null;
      if (message.help()) {
        unconfirmed.add(message);
      }
      left();
      pump();
    }
  }

  /** The wire has room again. */
  final void resume() {
    if (stuck) {
      stuck = false;
      finish();
    }
  }

  /** The user has got a crisis message. */
  final void confirmed(Message message) {
    unconfirmed.remove(message);
  }

  /** The socket is closed; what was not sent goes back. */
  final void close(int code) {
    if (closed) {
      return;
    }
    closed = true;
    List<Message> all = new ArrayList<>();
    boolean inTheMiddle = onItsWay != null;
    if (onItsWay != null) {
      all.add(onItsWay);
      onItsWay = null;
    }
    for (Priority one : CLASSES) {
      all.addAll(queue(one));
      queue(one).clear();
    }
    all.forEach(this::returned);
    wire.close(code);
    server.closed(this, unsent(all, code), List.copyOf(unconfirmed));
    if (inTheMiddle) {
      left();
    }
  }

  /** As it stands in the list. */
  final StreamList.Row row() {
    return new StreamList.Row(
        streamId,
        owner.id(),
        waiting() > MESSAGES * 8 / 10 ? "backpressure" : "connected",
        waiting(),
        waitingBytes(),
        PerClass.of(one -> size(one) + stillCounted(one)),
        counted(PRODUCED),
        counted(SENT),
        counted(DROPPED));
  }

  final PerClass produced() {
    return counted(PRODUCED);
  }

  final PerClass sent() {
    return counted(SENT);
  }

  final PerClass dropped() {
    return counted(DROPPED);
  }

  final PerClass returned() {
    return counted(RETURNED);
  }

  private PerClass counted(int which) {
    return PerClass.of(one -> Objects.requireNonNull(counts.get(one))[which]);
  }

  private void count(Message message, int which) {
    Objects.requireNonNull(counts.get(message.priority()))[which]++;
  }

  private int size(Priority priority) {
    Message leaving = onItsWay;
    return queue(priority).size() + (leaving != null && leaving.priority() == priority ? 1 : 0);
  }

  private int waiting() {
    return size(Priority.CRITICAL) + size(Priority.IMPORTANT) + size(Priority.BULK);
  }

  private long waitingBytes() {
    Message leaving = onItsWay;
    long bytes = leaving == null || leaving.priority() == Priority.CONTROL ? 0 : leaving.bytes();
    for (Priority one : CLASSES) {
      if (one != Priority.CONTROL) {
        for (Message message : queue(one)) {
          bytes += message.bytes();
        }
      }
    }
    return bytes;
  }

  /** Chance and time. */
  protected final Stage stage() {
    return stage;
  }
}
