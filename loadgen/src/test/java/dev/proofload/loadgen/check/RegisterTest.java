package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RegisterTest {
  private static final int VALUES = 3;
  private static final List<OperationKind> KINDS =
      List.of(OperationKind.CHAT, OperationKind.GO, OperationKind.MOVE);

  @Property(tries = 500)
  void aRegisterAnswersAsAListOfAllVersionsDoes(@ForAll long seed) {
    Random random = new Random(seed);
    Register register = new Register(7, 0);
    RegisterModel model = new RegisterModel(0);
    long now = 0;
    long forget = Register.ALWAYS;
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          long start = now + random.nextInt(3);
          now = start + random.nextInt(4);
          forget = random.nextInt(3) == 0 ? Math.max(forget, now - random.nextInt(30)) : forget;
          write(register, model, step, random, start, now, forget);
        }
        case 2 -> see(register, model, random);
        default -> show(register, model, random);
      }
      assertThat(register.owner).isEqualTo(7);
      assertForgotten(register, model, forget);
      assertSameVersions(register, model);
      assertSameAnswers(register, model, random, now);
    }
  }

  @Test
  void whatNobodyWillAskForMakesSpace() {
    Register register = new Register(0, 0);
    for (int i = 1; i <= 100; i++) {
      // When the space is used up, the latest two are still asked for.
      long start = 10L * i;
      register.append(i, OperationKind.CHAT, Outcome.OK, i, start, start + 5, start - 10);
      assertThat(register.last() - register.first()).isLessThan(4);
    }
    assertThat(register.value(99)).isEqualTo(99);
    assertThat(register.lo(100)).isEqualTo(1_000);
  }

  @Test
  void whatWasNotThereYetLaterWasNotThereBefore() {
    Register register = new Register(0, 0);
    // It may have been there since any time, as a session that a socket creates.
    register.append(
        1,
        OperationKind.CHAT,
        Outcome.TIMEOUT,
        Register.NO_SEQUENCE,
        Register.ALWAYS,
        Register.ALWAYS,
        Register.ALWAYS);
    register.append(2, OperationKind.CHAT, Outcome.OK, 0, 15, 50, Register.ALWAYS);
    register.unseenAt(1, 20, sight(1));
    assertThat(register.lo(2)).isEqualTo(20);
    assertThat(register.latest(17)).isZero();
    assertThat(register.latest(50)).isEqualTo(2);
    assertThat(register.latest(17)).isZero();
  }

  private static void write(
      Register register,
      RegisterModel model,
      int step,
      Random random,
      long start,
      long end,
      long forget) {
    int value = random.nextInt(VALUES);
    OperationKind kind = KINDS.get(random.nextInt(KINDS.size()));
    boolean known = random.nextInt(8) > 0;
    Outcome outcome = known ? Outcome.OK : Outcome.TIMEOUT;
    register.append(value, kind, outcome, step, start, end, forget);
    model.append(new RegisterModel.Version(value, kind, outcome, step, start, end));
    if (!known) {
      // As of a user whose session exists by now.
      register.confirm(end);
      model.versions.getLast().hi = end;
      register.confirm(end + 1);
    }
  }

  /** Somebody sees a version, or does not see it yet, at a time at which that is possible. */
  private static void see(Register register, RegisterModel model, Random random) {
    int version = register.first() + random.nextInt(register.last() - register.first() + 1);
    long lo = model.version(version).lo;
    long hi = model.version(version).hi;
    if (lo == Register.ALWAYS) {
      return;
    }
    long nanos = lo + random.nextInt((int) (hi - lo) + 1);
    RoomsSight sight = sight(random.nextInt(100));
    if (random.nextBoolean()) {
      register.seenBy(version, nanos, sight);
      model.seenBy(version, nanos, sight);
    } else {
      register.unseenAt(version, nanos, sight);
      model.unseenAt(version, nanos, sight);
    }
  }

  private static void show(Register register, RegisterModel model, Random random) {
    int version = register.first() + random.nextInt(register.last() - register.first() + 1);
    RoomsSight sight = sight(random.nextInt(100));
    register.shownTo(version, sight);
    model.version(version).shownTo.addFirst(sight);
  }

  private static void assertForgotten(Register register, RegisterModel model, long forget) {
    assertThat(register.last()).isEqualTo(model.last());
    assertThat(register.first()).isBetween(0, register.last());
    if (register.first() > 0) {
      assertThat(model.version(register.first()).hi).isLessThan(forget);
    }
  }

  private static void assertSameVersions(Register register, RegisterModel model) {
    for (int v = register.first(); v <= register.last(); v++) {
      RegisterModel.Version version = model.version(v);
      assertThat(register.value(v)).isEqualTo(version.value);
      assertThat(register.kind(v)).isEqualTo(version.kind);
      assertThat(register.outcome(v)).isEqualTo(version.outcome);
      assertThat(register.sequence(v)).isEqualTo(version.sequence);
      assertThat(register.start(v)).isEqualTo(version.start);
      assertThat(register.end(v)).isEqualTo(version.end);
      assertThat(register.lo(v)).as("lo of %s", v).isEqualTo(version.lo);
      assertThat(register.hi(v)).as("hi of %s", v).isEqualTo(version.hi);
      assertThat(register.until(v)).isEqualTo(model.until(v));
      assertThat(register.untilAsWritten(v)).isEqualTo(model.untilAsWritten(v));
      assertThat(register.seen(v)).isSameAs(version.seen);
      assertThat(register.unseen(v)).isSameAs(version.unseen);
      List<RoomsSight> shownTo = new ArrayList<>();
      for (RoomsSight.Link link = register.shownTo(v); link != null; link = link.next()) {
        shownTo.add(link.sight());
      }
      assertThat(shownTo).isEqualTo(version.shownTo);
    }
    assertThat(register.newest()).isEqualTo(model.versions.getLast().value);
  }

  private static void assertSameAnswers(
      Register register, RegisterModel model, Random random, long now) {
    int first = register.first();
    for (int i = 0; i < 8; i++) {
      // Of what may have been forgotten nobody asks.
      long least = first == 0 ? -2 : model.version(first).hi + 1;
      long from = Math.max(least, now - random.nextInt(12));
      long to = from + random.nextInt(8);
      int value = random.nextInt(VALUES);
      boolean equal = random.nextBoolean();
      assertThat(register.latest(to)).isEqualTo(model.latest(first, to));
      int latest = model.latest(first, to);
      assertThat(register.only(from, to))
          .isEqualTo(model.version(latest).hi < from ? latest : Register.NONE);
      int[] found = model.possible(first, value, equal, from, to);
      assertThat(register.oldest(value, equal, from, to))
          .isEqualTo(Arrays.stream(found).min().orElse(Register.NONE));
      assertThat(register.newest(value, equal, from, to))
          .isEqualTo(Arrays.stream(found).max().orElse(Register.NONE));
      assertThat(register.firstTime(value, equal, from, to))
          .isEqualTo(
              Arrays.stream(found)
                  .mapToLong(v -> Math.max(from, model.version(v).lo))
                  .min()
                  .orElse(Register.NEVER));
      assertThat(register.lastTime(value, equal, from, to))
          .isEqualTo(
              Arrays.stream(found)
                  .mapToLong(v -> Math.min(to, model.until(v)))
                  .max()
                  .orElse(Register.ALWAYS));
      assertThat(register.mayHave(value, from, to))
          .isEqualTo(model.mayHave(first, value, from, to));
      assertThat(register.mayHold(value, from)).isEqualTo(model.mayHold(first, value, from));
    }
  }

  private static RoomsSight sight(int sequence) {
    RoomsRead read = new RoomsRead();
    read.begin(1, OperationKind.ROOMS, sequence, 1, 2, RoomsRead.ALL_ROOMS);
    return new RoomsSight(read);
  }
}
