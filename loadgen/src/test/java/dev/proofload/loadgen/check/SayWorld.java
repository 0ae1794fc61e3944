package dev.proofload.loadgen.check;

import dev.proofload.loadgen.check.SayHistory.Heard;
import dev.proofload.loadgen.check.SayHistory.Told;
import dev.proofload.loadgen.check.SayHistory.What;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A sound server, and users who move, speak and listen: whatever it is asked takes effect at an
 * instant between question and answer. Its clock is finer than the one on which the history is
 * written down.
 */
final class SayWorld {
  private final Random random;
  private final Shape shape;
  private final PriorityQueue<Instant> instants =
      new PriorityQueue<>(
          Comparator.comparingLong(Instant::time).thenComparingLong(Instant::order));
  private final List<Told> told = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private long now;
  private long order;
  private int drains;

  private record Instant(long time, long order, Runnable effect) {}

  /**
   * What kind of world.
   *
   * @param each how many operations each user does
   * @param coarseness how many instants of the server are one of the history
   * @param unknown the share of operations whose outcome stays unknown
   * @param sockets whether users listen on sockets
   * @param numbers whether events are numbered
   * @param mostWaiting where more wait, the oldest goes
   */
  record Shape(
      int users,
      int rooms,
      int each,
      long coarseness,
      double unknown,
      boolean sockets,
      boolean numbers,
      boolean evictions,
      int mostWaiting) {}

  /** One user as the server has it, and what the user remembers. */
  private static final class Session {
    final int user;
    final List<Heard> waiting = new ArrayList<>();
    final List<Heard> pipe = new ArrayList<>();
    boolean exists;
    boolean open;
    boolean greeted;
    int socket;
    int room = SayStory.TOWER;
    long number;
    long dropped;
    int sequence;
    int left;

    Session(int user, int left) {
      this.user = user;
      this.left = left;
    }

    void vanish() {
      exists = false;
      open = false;
      room = SayStory.TOWER;
      number = 0;
      dropped = 0;
      waiting.clear();
      pipe.clear();
    }
  }

  private SayWorld(long seed, Shape shape) {
    this.random = new Random(seed);
    this.shape = shape;
  }

  static SayHistory history(long seed, Shape shape) {
    SayWorld world = new SayWorld(seed, shape);
    for (int i = 0; i < shape.users; i++) {
      Session session = world.session(shape.each);
      world.at(world.random.nextInt(50), () -> world.act(session));
    }
    for (int i = 0; i < shape.each; i++) {
      world.at(world.random.nextInt(100 * shape.each), world::drainSomebody);
    }
    world.run();
    world.now += 1_000;
    for (Session session : List.copyOf(world.sessions)) {
      world.drain(Operation.NOBODY, session, Outcome.OK, world.now + 10, () -> {});
    }
    world.run();
    return new SayHistory(shape.evictions, world.told);
  }

  private Session session(int left) {
    Session session = new Session(sessions.size(), left);
    sessions.add(session);
    return session;
  }

  private void at(long time, Runnable effect) {
    instants.add(new Instant(time, order++, effect));
  }

  private void run() {
    for (Instant next = instants.poll(); next != null; next = instants.poll()) {
      now = next.time;
      next.effect.run();
    }
  }

  private void act(Session self) {
    if (self.left-- == 0) {
      return;
    }
    int dice = random.nextInt(100);
    if (shape.evictions && dice < 4) {
      evict(sessions.get(random.nextInt(sessions.size())));
    }
    if (shape.sockets && !self.open && dice < 20) {
      open(self);
    } else if (self.open && dice < 15) {
      close(self);
    } else if (dice < 35) {
      Outcome outcome = random.nextDouble() < shape.unknown ? Outcome.TIMEOUT : Outcome.OK;
      drain(self.user, self, outcome, now + 1 + random.nextInt(100), () -> later(self));
    } else {
      speak(self, dice);
    }
  }

  private void later(Session self) {
    at(now + 1 + random.nextInt(random.nextBoolean() ? 3 : 200), () -> act(self));
  }

  private void speak(Session self, int dice) {
    boolean socket = self.open && self.greeted && random.nextBoolean();
    OperationKind kind =
        dice < 50
            ? socket ? OperationKind.MOVE : OperationKind.CHAT
            : dice < 70
                ? OperationKind.SAY
                : dice < 80 ? OperationKind.EMOTE : OperationKind.WHISPER;
    boolean names = kind == OperationKind.MOVE || (!socket && random.nextInt(3) > 0);
    int room = names ? random.nextInt(shape.rooms) : Operation.NO_ROOM;
    int target =
        kind == OperationKind.WHISPER
            ? (self.user + 1 + random.nextInt(sessions.size() - 1)) % sessions.size()
            : Operation.NOBODY;
    int sequence = self.sequence++;
    long start = now;
    long end = now + 1 + random.nextInt(100);
    double fate = random.nextDouble();
    boolean unknown = fate < shape.unknown;
    Outcome outcome = unknown ? Outcome.RESET : fate > 0.95 ? Outcome.REFUSED : Outcome.OK;
    if (outcome == Outcome.OK || (unknown && random.nextInt(3) > 0)) {
      long first = start + random.nextLong((unknown ? 400 : end - start) + 1);
      long second = unknown ? first + random.nextInt(50) : first + random.nextLong(end - first + 1);
      at(first, () -> enter(self, room));
      at(
          second,
          () -> {
            // Who was thrown out meanwhile is brought there again.
            enter(self, room);
            spread(self, kind, sequence, target);
          });
    }
    at(
        end,
        () -> {
          tell(kind, self.user, sequence, room, target, socket, outcome, start, -1, List.of());
          if (unknown) {
            later(session(self.left));
          } else {
            later(self);
          }
        });
  }

  private void enter(Session self, int room) {
    self.exists = true;
    self.room = room == Operation.NO_ROOM ? self.room : room;
  }

  private void spread(Session self, OperationKind kind, int sequence, int target) {
    boolean whisper = kind == OperationKind.WHISPER;
    if (!kind.isHeard()) {
      return;
    }
    for (Session other : sessions) {
      boolean there = whisper ? other.user == target : other.room == self.room && other != self;
      if (other.exists && there) {
        other.number++;
        int room = whisper ? Operation.NO_ROOM : self.room;
        give(other, new Heard(self.user, sequence, other.number, whisper, room));
      }
    }
  }

  private void give(Session other, Heard heard) {
    List<Heard> queue = other.open ? other.pipe : other.waiting;
    queue.add(heard);
    if (queue.stream().filter(one -> !one.isLate()).count() > shape.mostWaiting) {
      queue.stream().filter(one -> !one.isLate()).findFirst().ifPresent(queue::remove);
      other.dropped++;
    }
    if (other.open) {
      pump(other);
    }
  }

  private void pump(Session self) {
    int socket = self.socket;
    at(
        now + random.nextInt(60),
        () -> {
          if (self.open && self.greeted && self.socket == socket && !self.pipe.isEmpty()) {
            read(self);
          }
        });
  }

  private void read(Session self) {
    frame(What.FRAME, self, List.of(unnumbered(self.pipe.removeFirst())));
  }

  private void open(Session self) {
    self.exists = true;
    self.open = true;
    self.greeted = false;
    self.socket++;
    self.pipe.addAll(self.waiting);
    self.waiting.clear();
    if (random.nextBoolean()) {
      // Replies may overtake events.
      self.pipe.sort(Comparator.comparing(heard -> !heard.isLate()));
    }
    int socket = self.socket;
    at(
        now + random.nextInt(30),
        () -> {
          if (self.open && self.socket == socket) {
            frame(What.GREETING, self, List.of());
            self.greeted = true;
            // What the server sent before the greeting was read comes after it.
            self.pipe.forEach(heard -> pump(self));
          }
          later(self);
        });
  }

  private void close(Session self) {
    boolean cut = random.nextBoolean();
    if (cut) {
      frame(What.CUT, self, List.of());
      int socket = ++self.socket;
      at(
          now + random.nextInt(40),
          () -> {
            if (self.open && self.socket == socket) {
              // The server notices; what it had sent is lost, what it had not waits again.
              self.pipe.subList(0, random.nextInt(self.pipe.size() + 1)).clear();
              waitAgain(self);
            }
            later(self);
          });
      return;
    }
    for (int i = random.nextInt(self.pipe.size() + 1); i > 0 && self.greeted; i--) {
      read(self);
    }
    frame(What.CLOSED, self, List.of());
    waitAgain(self);
    if (shape.numbers && random.nextBoolean()) {
      self.number++;
      give(self, new Heard(Operation.NOBODY, 0, self.number, false, Operation.NO_ROOM));
    }
    later(self);
  }

  private static void waitAgain(Session self) {
    self.open = false;
    self.waiting.addAll(self.pipe);
    self.waiting.sort(Comparator.comparingLong(Heard::number));
    self.pipe.clear();
  }

  private void evict(Session self) {
    if (self.open) {
      frame(What.CLOSED, self, List.of());
    }
    self.vanish();
  }

  private void drainSomebody() {
    Session whose = sessions.get(random.nextInt(sessions.size()));
    Outcome outcome = random.nextDouble() < shape.unknown / 2 ? Outcome.RESET : Outcome.OK;
    drain(Operation.NOBODY, whose, outcome, now + 1 + random.nextInt(100), () -> {});
  }

  private void drain(int drainer, Session whose, Outcome outcome, long end, Runnable then) {
    long start = now;
    int sequence = drainer == Operation.NOBODY ? drains++ : whose.sequence++;
    List<Heard> taken = new ArrayList<>();
    long[] dropped = {0};
    boolean unknown = outcome != Outcome.OK;
    at(
        start + random.nextLong((unknown ? 300 : end - start) + 1),
        () -> {
          dropped[0] = whose.dropped;
          whose.waiting.forEach(heard -> taken.add(unnumbered(heard)));
          whose.waiting.clear();
        });
    at(
        end,
        () -> {
          List<Heard> shown = unknown ? List.of() : taken;
          long count = unknown ? Observation.NOT_SAID : dropped[0];
          OperationKind kind = OperationKind.DRAIN;
          int room = Operation.NO_ROOM;
          tell(kind, drainer, sequence, room, whose.user, false, outcome, start, count, shown);
          then.run();
        });
  }

  private Heard unnumbered(Heard heard) {
    return shape.numbers ? heard : heard.numbered(Observation.NOT_SAID);
  }

  private void frame(What what, Session self, List<Heard> heard) {
    told.add(Told.socket(what, self.user, now / shape.coarseness, heard));
  }

  private void tell(
      OperationKind kind,
      int user,
      int sequence,
      int room,
      int target,
      boolean socket,
      Outcome outcome,
      long start,
      long dropped,
      List<Heard> heard) {
    told.add(
        new Told(
            What.DONE,
            user,
            kind,
            sequence,
            room,
            target,
            socket,
            outcome,
            start / shape.coarseness,
            now / shape.coarseness,
            dropped,
            heard));
  }
}
