package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proofload.loadgen.workload.Operation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HistoryCodecTest {
  private static final long ORIGIN = 1_000_000_007L;

  @Property(tries = 300)
  void whatWasWrittenIsRead(@ForAll long seed) {
    Happenings happenings = new Happenings(seed);
    Random random = new Random(seed);
    ByteWriter out = new ByteWriter(16);
    HistoryEncoder encoder = new HistoryEncoder(out, Happenings.NAMES, ORIGIN);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long end = random.nextInt(10) == 0 ? random.nextLong() : ORIGIN + random.nextInt(1_000_000);
      long start = end - random.nextInt(1_000_000);
      Observation seen = happenings.observation();
      if (random.nextBoolean()) {
        Operation operation = happenings.operation();
        Outcome outcome = happenings.outcome();
        encoder.completed(operation, outcome, start, end, seen);
        written.add(Happenings.line(operation, outcome, start, end, seen));
      } else {
        encoder.delivered(i, end, seen);
        written.add(Happenings.line(i, end, seen));
      }
    }

    Happenings.Told told = new Happenings.Told();
    read(Arrays.copyOf(out.array(), out.length()), told);

    assertThat(told.lines).isEqualTo(written);
  }

  @Property(tries = 500)
  void damagedBytesAreToldNotEndured(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = records(seed, 3);
    switch (random.nextInt(3)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> random.nextBytes(bytes);
      default -> {
        for (int i = 0; i < 3; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
    }
    byte[] damaged = bytes;

    assertThat(isReadOrRefused(damaged)).isTrue();
  }

  @Test
  void listLongerThanItsBytesIsRefused() {
    ByteWriter out = new ByteWriter(16);
    out.octet(HistoryEncoder.DELIVERED);
    out.signed(0);
    out.number(1);
    out.octet(0);
    out.number(HistoryEncoder.SESSIONS);
    out.number(1_000_000_000);

    assertThatThrownBy(() -> read(Arrays.copyOf(out.array(), out.length()), new Happenings.Told()))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining("entries must be 0 to 2: 1000000000");
  }

  @Test
  void numberWithoutEndIsRefused() {
    ByteReader in = new ByteReader();
    byte[] bytes = new byte[12];
    Arrays.fill(bytes, (byte) 0x80);
    in.open(bytes, 0, bytes.length);

    assertThatThrownBy(in::number)
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessage("a number has no end");
  }

  /** Whoever adds a field to one of these adds it to the encoder, the decoder and this test. */
  @Test
  void allFieldsAreKnown() {
    assertThat(fields(Observation.class)).isEqualTo(22);
    assertThat(fields(Operation.class)).isEqualTo(10);
  }

  private static long fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .count();
  }

  private static boolean isReadOrRefused(byte[] bytes) {
    try {
      read(bytes, new Happenings.Told());
      return true;
    } catch (DamagedHistoryException e) {
      return !String.valueOf(e.getMessage()).isEmpty();
    }
  }

  private static byte[] records(long seed, int count) {
    Happenings happenings = new Happenings(seed);
    ByteWriter out = new ByteWriter(16);
    HistoryEncoder encoder = new HistoryEncoder(out, Happenings.NAMES, ORIGIN);
    for (int i = 0; i < count; i++) {
      encoder.completed(
          happenings.operation(),
          happenings.outcome(),
          ORIGIN + i,
          ORIGIN + 2L * i,
          happenings.observation());
    }
    return Arrays.copyOf(out.array(), out.length());
  }

  private static void read(byte[] bytes, OperationListener listener) {
    HistoryDecoder decoder = new HistoryDecoder(Happenings.NAMES, HistoryCodes.current(), ORIGIN);
    ByteReader in = new ByteReader();
    in.open(bytes, 0, bytes.length);
    long nanos = 0;
    while (in.hasMore()) {
      int tag = HistoryDecoder.tag(in);
      nanos += in.signed();
      if (tag == HistoryEncoder.SETTLED) {
        decoder.settled(in);
      } else {
        decoder.tell(tag, nanos, in, listener);
      }
    }
  }
}
