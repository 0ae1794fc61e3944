package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Room occupancy: who is where, and under which name, is an atomic snapshot of what each user wrote
 * about itself. Within one answer nobody is twice, nobody misses itself, and counts add up. Across
 * answers {@link RoomsJudge} decides.
 *
 * <p>Where the server may have thrown sessions out, who is missing is not judged.
 */
public final class RoomsCheck implements Check {
  static final String NAME = "rooms";
  private static final String MISSES_ITSELF = " was shown who is in its room, and not itself";

  /** How often ghosts are looked for: each time all users are counted. */
  private static final int READS_PER_GHOST_HUNT = 256;

  private final Steps steps;
  private final int users;
  private final OptionalLong maxSessions;
  private final Evictions evictions;
  private final RoomsMap map;
  private final RoomsWitness witness;
  private final Judged judged = new Judged();

  /** What is wrong in any case, and what is wrong if no session was thrown out. */
  private final WitnessLog firm = new WitnessLog();

  private final WitnessLog soft = new WitnessLog();
  private final RoomsJudge judge;
  private final RoomsText text;

  /** Answers to be judged, in the order in which they ended, and the earliest starts of those. */
  private final ArrayDeque<RoomsRead> waiting = new ArrayDeque<>();

  private final ArrayDeque<RoomsRead> earliest = new ArrayDeque<>();
  private final ArrayDeque<RoomsRead> spare = new ArrayDeque<>();
  private final RoomsRead scratch = new RoomsRead();
  private long settledNanos = Register.ALWAYS;
  private long ghostNanos = Register.ALWAYS;
  private int readsUntilHunt = READS_PER_GHOST_HUNT;
  private int lost;
  private int mark;
  private long[] starts = {};

  /**
   * @param steps writes witnesses
   * @param rules how many sessions the server keeps, where that is known
   * @param users how many there are at first
   */
  public RoomsCheck(Steps steps, ServerRules rules, int users) {
    this.steps = steps;
    this.users = users;
    this.maxSessions = rules.maxSessions();
    this.evictions = new Evictions(rules, users);
    this.map = new RoomsMap(steps.names());
    this.witness = new RoomsWitness(steps, map);
    this.judge = new RoomsJudge(map, witness, firm, soft);
    this.text = new RoomsText();
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    switch (operation.kind()) {
      case ROOMS -> {
        if (outcome == Outcome.OK) {
          allRooms(operation, startNanos, endNanos, seen);
        }
      }
      case SESSIONS -> {
        if (outcome == Outcome.OK) {
          sessions(operation, startNanos, endNanos, seen);
        }
      }
      case HISTORY, DRAIN -> {
        int user = operation.target() == Operation.NOBODY ? operation.user() : operation.target();
        if (user != Operation.NOBODY) {
          RoomsUser whose = map.acting(user);
          // A server may hold on to a session that is being read.
          whose.lastEndNanos = Math.max(whose.lastEndNanos, endNanos);
          loseIf(operation.kind() == OperationKind.DRAIN, operation, outcome);
        }
      }
      case CHAT, STREAMED, CRISIS, LOOK, WHO, SAY, EMOTE, WHISPER, GO, MOVE ->
          turn(operation, outcome, startNanos, endNanos, seen);
      case STREAMS -> {}
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    RoomsUser whose = map.acting(user);
    whose.socket = true;
    boolean greeting = seen.type() == Observation.Type.GREETING;
    if (seen.event() || !isFor(whose, seen) || !saysOccupants(seen) || whose.isWild()) {
      return;
    }
    judged.delivery();
    mark++;
    scratch.begin(user, OperationKind.CHAT, 0, atNanos, atNanos, RoomsMap.STRANGE);
    String wrong = list(scratch, RoomsMap.STRANGE, seen.occupants());
    boolean there = whose.listed == mark;
    if (greeting && there) {
      whose.exists(atNanos);
    }
    if (wrong.isEmpty() && !greeting && !there) {
      wrong = MISSES_ITSELF;
    }
    if (!wrong.isEmpty()) {
      Witness.Step step = steps.delivery(user, atNanos, seen);
      firm.add(new Witness(step.user() + wrong, List.of(step)));
    }
  }

  @Override
  public void settled(long nanos) {
    settledNanos = nanos;
    while (!waiting.isEmpty() && waiting.getFirst().endNanos < nanos) {
      judgeFirst();
    }
  }

  @Override
  public void ended(boolean quiet) {
    while (!waiting.isEmpty()) {
      judgeFirst();
    }
  }

  @Override
  public CheckResult result() {
    WitnessLog log = evictions.possible() ? firm : both();
    if (users < 2 && log.violations() == 0) {
      return Results.unknown(NAME, "one user alone sees nobody: use at least 2");
    }
    return Results.of(
        NAME,
        judged,
        log,
        "no answer listed who is in a room",
        evictions.possible() ? "who is missing was not judged: " + evictions.reason() : "");
  }

  private void turn(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    RoomsUser user = map.acting(operation.user());
    evictions.acted(operation.user());
    user.acts();
    user.lastEndNanos = endNanos;
    user.socket |= operation.transport() == Transport.WS;
    if (outcome.surelyFailed()) {
      return;
    }
    boolean moves = moves(operation);
    if (moves && user.room.newest() != operation.room()) {
      write(user.room, operation.room(), operation, outcome, startNanos, endNanos);
      map.visitors(operation.room()).add(user.index);
    }
    int name = operation.nameNumber();
    if (name != Operation.NO_NAME && user.name.newest() != name) {
      write(user.name, name, operation, outcome, startNanos, endNanos);
    }
    if (outcome != Outcome.OK) {
      loseIf(true, operation, outcome);
      return;
    }
    user.lastSureStartNanos = startNanos;
    user.lastSureEndNanos = endNanos;
    user.exists(endNanos);
    if (!user.isWild() && isFor(user, seen)) {
      answered(user, moves, operation, startNanos, endNanos, seen);
    }
  }

  private void answered(
      RoomsUser user,
      boolean moved,
      Operation operation,
      long startNanos,
      long endNanos,
      Observation seen) {
    String room = seen.room();
    boolean lists = saysOccupants(seen);
    if (room.isEmpty() && !lists) {
      return;
    }
    judged.operation(operation.kind());
    int expected = user.room.newest();
    int told = room.isEmpty() ? expected : map.room(room);
    if (told != expected) {
      boolean comesBack = !moved && told == map.firstRoom();
      if (!comesBack || !evictions.possible()) {
        WitnessLog log = comesBack ? soft : firm;
        Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
        log.add(witness.elsewhere(step, user, room));
        return;
      }
      write(user.room, told, operation, Outcome.OK, startNanos, endNanos);
      map.visitors(told).add(user.index);
    }
    if (!lists) {
      return;
    }
    RoomsRead read = newRead(operation, startNanos, endNanos, told);
    read.roomName = room.isEmpty() ? map.name(told) : room;
    mark++;
    String wrong = list(read, told, seen.occupants());
    if (wrong.isEmpty() && user.listed != mark) {
      wrong = MISSES_ITSELF;
    }
    if (wrong.isEmpty() && !mayBeCalled(user, read.ownNumber)) {
      wrong =
          " was shown itself called "
              + steps.names().username(user.index, Math.max(0, read.ownNumber))
              + ", which is not what it had called itself last";
    }
    if (wrong.isEmpty() && operation.kind() == OperationKind.LOOK) {
      wrong = text.wrongIn(seen, steps.names().id(user.index));
    }
    if (wrong.isEmpty()) {
      await(read);
    } else {
      Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
      firm.add(new Witness(step.user() + wrong, List.of(step)));
      spare.addLast(read);
    }
  }

  private void allRooms(Operation operation, long startNanos, long endNanos, Observation seen) {
    judged.operation(operation.kind());
    RoomsRead read = newRead(operation, startNanos, endNanos, RoomsRead.ALL_ROOMS);
    mark++;
    String wrong = "";
    long total = 0;
    long listed = 0;
    for (int i = 0; i < seen.rooms().size() && wrong.isEmpty(); i++) {
      Observation.Room room = seen.rooms().get(i);
      total += room.count();
      listed += room.occupants().size();
      wrong =
          room.count() == room.occupants().size()
              ? list(read, map.room(room.name()), room.occupants())
              : " was shown "
                  + room.occupants().size()
                  + " in "
                  + room.name()
                  + ", and a count of "
                  + room.count();
      if (map.room(room.name()) == RoomsMap.STRANGE) {
        read.roomName = room.name();
      }
    }
    evictions.listed((int) listed);
    if (wrong.isEmpty()) {
      wrong = wrongTotal("users", seen.totalUsers(), total);
    }
    if (wrong.isEmpty()) {
      wrong = wrongTotal("rooms", seen.totalRooms(), seen.rooms().size());
    }
    if (!wrong.isEmpty()) {
      Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
      firm.add(new Witness(step.user() + wrong, List.of(step)));
      spare.addLast(read);
      return;
    }
    await(read);
  }

  private static String wrongTotal(String what, long said, long counted) {
    return said == Observation.NOT_SAID || said == counted
        ? ""
        : " was shown " + counted + " " + what + ", and a total of " + said;
  }

  private void sessions(Operation operation, long startNanos, long endNanos, Observation seen) {
    evictions.listed(seen.sessions().size());
    RoomsRead read = newRead(operation, startNanos, endNanos, RoomsRead.EACH_ALONE);
    for (Observation.Session session : seen.sessions()) {
      int user = session.room().isEmpty() ? -1 : steps.names().user(session.id());
      if (user >= 0) {
        int room = map.room(session.room());
        read.roomName = room == RoomsMap.STRANGE ? session.room() : read.roomName;
        read.add(user, room, RoomsRead.NOT_NAMED);
      }
    }
    if (read.size > 0) {
      judged.operation(operation.kind());
    }
    await(read);
  }

  /**
   * Notes who stands in a list; says what is wrong in it by itself, as the end of a sentence about
   * who was shown it.
   */
  private String list(RoomsRead into, int room, List<Observation.Occupant> occupants) {
    String wrong = "";
    for (int i = 0; i < occupants.size(); i++) {
      Observation.Occupant occupant = occupants.get(i);
      int index = steps.names().user(occupant.id());
      if (index < 0) {
        continue;
      }
      RoomsUser user = map.user(index);
      if (user != null) {
        if (user.listed == mark) {
          wrong = " was shown " + occupant.id() + " twice at once";
        }
        user.listed = mark;
      }
      int number = RoomsRead.NOT_NAMED;
      if (!occupant.name().isEmpty()) {
        number =
            user == null
                ? steps.names().nameNumber(index, occupant.name())
                : user.number(steps.names(), occupant.name());
      }
      if (index == into.user) {
        into.ownNumber = number;
      }
      into.add(index, room, number);
    }
    return wrong;
  }

  private void write(
      Register register,
      int value,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos) {
    register.append(
        value,
        operation.kind(),
        outcome,
        operation.sequence(),
        startNanos,
        endNanos,
        horizonNanos());
  }

  private void loseIf(boolean isWrite, Operation operation, Outcome outcome) {
    if (isWrite
        && operation.user() != Operation.NOBODY
        && outcome != Outcome.OK
        && !outcome.surelyFailed()) {
      RoomsUser user = map.acting(operation.user());
      user.lastEndNanos = Register.NEVER;
      if (user.lose()) {
        // Its successor may be at work before anything of it is told.
        evictions.acted(users + lost);
        lost++;
      }
    }
  }

  /** Whether it tells the server where the user wants to be. */
  static boolean moves(Operation operation) {
    return operation.room() != Operation.NO_ROOM
        && switch (operation.kind()) {
          case MOVE, GO -> true;
          case CHAT, STREAMED, CRISIS, WHO, SAY, EMOTE, WHISPER ->
              operation.transport() != Transport.WS;
          case LOOK, DRAIN, HISTORY, SESSIONS, ROOMS, STREAMS -> false;
        };
  }

  private boolean isFor(RoomsUser user, Observation seen) {
    return seen.userId().isEmpty() || steps.names().user(seen.userId()) == user.index;
  }

  private static boolean saysOccupants(Observation seen) {
    return seen.occupantsSaid() || !seen.occupants().isEmpty();
  }

  private RoomsRead newRead(Operation operation, long startNanos, long endNanos, int room) {
    RoomsRead read = spare.isEmpty() ? new RoomsRead() : spare.removeLast();
    read.begin(
        operation.user(), operation.kind(), operation.sequence(), startNanos, endNanos, room);
    return read;
  }

  private void await(RoomsRead read) {
    waiting.addLast(read);
    while (!earliest.isEmpty() && earliest.getLast().startNanos >= read.startNanos) {
      earliest.removeLast();
    }
    earliest.addLast(read);
  }

  private void judgeFirst() {
    RoomsRead read = waiting.removeFirst();
    if (--readsUntilHunt <= 0 && maxSessions.isPresent() && evictions.possible()) {
      readsUntilHunt = READS_PER_GHOST_HUNT;
      ghostNanos = goneBefore(maxSessions.getAsLong(), read.startNanos);
    }
    judge.judge(read, evictions.possible(), ghostNanos, horizonNanos());
    if (earliest.getFirst() == read) {
      earliest.removeFirst();
    }
    spare.addLast(read);
  }

  /** Whether a user may find itself called so: it knows what it had called itself last. */
  private boolean mayBeCalled(RoomsUser user, int number) {
    int last = user.name.newest();
    return number == last
        || number == RoomsRead.NOT_NAMED
        || (last == Operation.NO_NAME && number == 0)
        || (number == Operation.NO_NAME && evictions.possible());
  }

  /** A user who was not active since has gone, unless it has a socket. */
  private long goneBefore(long sessions, long nanos) {
    int count = 0;
    if (starts.length < map.end()) {
      starts = new long[map.end()];
    }
    for (int i = 0; i < map.end(); i++) {
      RoomsUser user = map.user(i);
      if (user != null && user.lastSureEndNanos < nanos) {
        starts[count++] = user.lastSureStartNanos;
      }
    }
    if (count < sessions) {
      return Register.ALWAYS;
    }
    Arrays.sort(starts, 0, count);
    return starts[count - (int) sessions];
  }

  private WitnessLog both() {
    WitnessLog all = new WitnessLog();
    firm.witnesses().forEach(all::add);
    soft.witnesses().forEach(all::add);
    while (all.violations() < firm.violations() + soft.violations()) {
      all.count();
    }
    return all;
  }

  /** No answer that is yet to be judged, or to be told, was asked for earlier. */
  private long horizonNanos() {
    return earliest.isEmpty()
        ? settledNanos
        : Math.min(settledNanos, earliest.getFirst().startNanos);
  }
}
