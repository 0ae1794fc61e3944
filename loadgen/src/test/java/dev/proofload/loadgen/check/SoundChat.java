package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up run against a right server: every operation takes effect at one instant of its
 * interval, or, where its outcome is unknown, at any time after its start, or never. Clocks are
 * coarse, so that many times are equal.
 */
final class SoundChat {
  private static final int USERS = 3;
  private static final int OPERATIONS = 12;
  private static final List<OperationKind> KINDS =
      List.of(
          OperationKind.CHAT,
          OperationKind.CHAT,
          OperationKind.CRISIS,
          OperationKind.SAY,
          OperationKind.LOOK,
          OperationKind.GO);

  private final Story story = new Story();
  private final Random random;
  private final boolean evicting;
  private final int window;
  private final List<Effect> effects = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final Map<Integer, Session> sessions = new HashMap<>();
  private int nextUser = USERS;

  private record Effect(long atNanos, Runnable action) {}

  private static final class Session {
    private int messages;
    private final Deque<Observation.Line> lines = new ArrayDeque<>();
  }

  /**
   * @param evicting whether sessions are thrown out now and then
   */
  SoundChat(long seed, boolean evicting) {
    this.random = new Random(seed);
    this.evicting = evicting;
    this.window = 1 + random.nextInt(12);
  }

  /** The whole run, in no order. */
  List<Told> run() {
    long end = 0;
    for (int user = 0; user < USERS; user++) {
      end = Math.max(end, user(user));
    }
    for (int i = 0; i < 5; i++) {
      onlook(random.nextLong(end + 1), i);
    }
    effects.sort(Comparator.comparingLong(Effect::atNanos));
    effects.forEach(effect -> effect.action().run());
    onlook(end + 100, 5);
    effects.subList(effects.size() - 2, effects.size()).forEach(effect -> effect.action().run());
    return told;
  }

  private long user(int first) {
    int user = first;
    boolean hasSocket = random.nextBoolean();
    long now = random.nextInt(10);
    for (int i = 0; i < OPERATIONS; i++) {
      OperationKind kind = KINDS.get(random.nextInt(KINDS.size()));
      Operation operation = story.operation(kind, user, i, Rendezvous.NONE);
      operation.via(hasSocket && random.nextBoolean() ? Transport.WS : Transport.HTTP);
      long start = now + random.nextInt(4);
      long end = start + random.nextInt(7);
      now = end;
      int fate = random.nextInt(20);
      if (fate == 0) {
        told.add(Told.of(operation, Outcome.REFUSED, start, end, story.answer(user, "")));
      } else if (fate == 1) {
        told.add(Told.of(operation, Outcome.TIMEOUT, start, end, Story.nothing()));
        if (random.nextBoolean()) {
          effects.add(new Effect(start + random.nextInt(60), () -> turn(operation)));
        }
        user = nextUser++;
      } else {
        long at = start + random.nextLong(end - start + 1);
        effects.add(new Effect(at, () -> answered(operation, start, end, hasSocket)));
      }
    }
    return now;
  }

  private void answered(Operation operation, long start, long end, boolean hasSocket) {
    int messages = turn(operation);
    Observation seen = reply(operation);
    boolean overSocket = operation.transport() == Transport.WS;
    if (overSocket) {
      seen.userId("");
    } else {
      seen.messageCount(messages);
    }
    told.add(Told.of(operation, Outcome.OK, start, end, seen));
    if (!overSocket && hasSocket) {
      told.add(Told.delivery(operation.user(), start + random.nextInt(20), reply(operation)));
    }
  }

  private Observation reply(Operation operation) {
    return isEchoed(operation)
        ? story.echo(operation)
        : story.answer(operation.user(), "You are in Tower.");
  }

  private int turn(Operation operation) {
    if (evicting && random.nextInt(6) == 0) {
      sessions.remove(random.nextInt(USERS));
    }
    Session session = sessions.computeIfAbsent(operation.user(), id -> new Session());
    session.messages += 2;
    String marker = isEchoed(operation) ? Story.marker(operation) : "";
    session.lines.add(new Observation.Line(true, "say " + marker, "Tower"));
    session.lines.add(new Observation.Line(false, "You say: " + marker, "Tower"));
    while (session.lines.size() > window) {
      session.lines.removeFirst();
    }
    return session.messages;
  }

  private void onlook(long startNanos, int number) {
    long end = startNanos + random.nextInt(15);
    long at = startNanos + random.nextLong(end - startNanos + 1);
    Operation list = new Operation(Operation.NOBODY);
    list.set(OperationKind.SESSIONS, number, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    effects.add(
        new Effect(at, () -> told.add(Told.of(list, Outcome.OK, startNanos, end, sessions()))));
    int user = random.nextInt(USERS);
    effects.add(new Effect(at, () -> history(user, startNanos, end)));
  }

  private Observation sessions() {
    Observation seen = story.sessions(0);
    sessions.forEach(
        (user, session) ->
            seen.sessions()
                .add(new Observation.Session(story.id(user), "Tower", session.messages)));
    seen.totalUsers(sessions.size());
    return seen;
  }

  private void history(int user, long startNanos, long endNanos) {
    Session session = sessions.get(user);
    if (session != null) {
      Observation seen = story.answer(user, "");
      seen.lines().addAll(session.lines);
      told.add(Told.of(story.history(user), Outcome.OK, startNanos, endNanos, seen));
    }
  }

  private static boolean isEchoed(Operation operation) {
    return operation.kind() != OperationKind.LOOK && operation.kind() != OperationKind.GO;
  }
}
