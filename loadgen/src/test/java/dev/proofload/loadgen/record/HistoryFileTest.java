package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.ServerRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {
  private static final long ORIGIN = 5_000_000_000L;
  private static final HistoryHeader HEADER =
      new HistoryHeader(
          "chat",
          Happenings.NAMES,
          200,
          100,
          3,
          100,
          -7,
          new ServerRules(
              OptionalInt.of(60),
              Optional.of(Duration.ofSeconds(60)),
              3,
              Duration.ofMillis(1_500),
              OptionalLong.of(1_000_000_000_000L)),
          Instant.parse("2026-11-21T10:00:00.123456789Z"),
          "http://127.0.0.1:4004",
          new BuildInfo("0.1.0", "0123456789ab"),
          HistoryCodes.current());

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private Path file = Path.of("");

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("history.plh");
    AtomicLong clock = new AtomicLong();
    Happenings.Told online = new Happenings.Told(ORIGIN);
    HistoryFeed feed =
        new HistoryFeed(Happenings.NAMES, ORIGIN, online, clock::get, Long.MAX_VALUE);
    HistoryWriter writer = HistoryWriter.open(file);
    writer.begin(HEADER);
    feed.saveTo(writer);
    Happenings happenings = new Happenings(1);
    HistoryLane lane = feed.lane();
    for (int i = 1; i <= 3_000; i++) {
      long now = ORIGIN + i * 1_000_000L;
      clock.set(now);
      Operation operation = happenings.operation(i % 200);
      lane.completed(operation, happenings.outcome(), now - 10, now, happenings.observation());
      if (i % 300 == 0) {
        lane.delivered(i % 200, now + 1, happenings.observation());
        lane.progress(now);
      }
    }
    lane.close();
    feed.end(true);
    told.addAll(online.lines);
  }

  @Test
  void isToldAgainAsItWasToldWhileItRan() throws Exception {
    Happenings.Told again = new Happenings.Told();
    try (HistoryReader reader = HistoryReader.open(file)) {
      assertThat(reader.header()).isEqualTo(HEADER);
      HistoryReader.End end = reader.read(again, fraction -> {});
      assertThat(end.quiet()).isTrue();
      assertThat(end.complaint()).isEmpty();
      assertThat(end.records()).isEqualTo(told.size() - 1L);
    }
    assertThat(again.lines).isEqualTo(told);
  }

  @Test
  void eachOfManyIsToldAll() throws Exception {
    List<Happenings.Told> all =
        List.of(new Happenings.Told(), new Happenings.Told(), new Happenings.Told());
    try (HistoryReader reader = HistoryReader.open(file)) {
      assertThat(reader.read(all, fraction -> {}).records()).isEqualTo(told.size() - 1L);
    }
    assertThat(all).allSatisfy(one -> assertThat(one.lines).isEqualTo(told));
  }

  @Test
  void eachOfManyIsToldAsFarAsTheFileGoes() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    List<Happenings.Told> all = List.of(new Happenings.Told(), new Happenings.Told());
    try (HistoryReader reader = HistoryReader.open(file)) {
      assertThat(reader.read(all, fraction -> {}).complaint()).contains(" ends early, at byte ");
    }
    assertThat(all.getFirst().lines).hasSizeGreaterThan(1).endsWith("ended false");
    assertThat(all.getLast().lines).isEqualTo(all.getFirst().lines);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void listenerThatFailsIsToldOfAndHangsNothing(int failing) throws Exception {
    Happenings.Told other = new Happenings.Told();
    HistoryListener fails = new Fails();
    List<HistoryListener> all = failing == 0 ? List.of(fails, other) : List.of(other, fails);
    try (HistoryReader reader = HistoryReader.open(file)) {
      assertThatThrownBy(() -> reader.read(all, fraction -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasStackTraceContaining("fails at once");
    }
    if (failing == 1) {
      assertThat(other.lines).isEqualTo(told);
    }
  }

  private static final class Fails implements HistoryListener {
    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      throw new IllegalStateException("fails at once");
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {}
  }

  @Test
  void truncatedFileIsToldUpToItsLastWholeBlock() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(2);
    for (int i = 0; i < 30; i++) {
      int length = headBytes(bytes) + random.nextInt(bytes.length - headBytes(bytes));
      Files.write(file, Arrays.copyOf(bytes, length));
      Happenings.Told again = new Happenings.Told();
      HistoryReader.End end = read(again);
      assertThat(end.complaint()).startsWith(file + " ends early, at byte " + length);
      assertThat(end.quiet()).isFalse();
      assertThat(again.lines.getLast()).isEqualTo("ended false");
      assertThat(again.lines).hasSizeLessThan(told.size() + 1);
    }
  }

  @Test
  void flippedByteIsFoundAndNamedWithItsBlock() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      byte[] damaged = bytes.clone();
      int at = headBytes(bytes) + random.nextInt(bytes.length - headBytes(bytes));
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      HistoryReader.End end = read(new Happenings.Told());
      assertThat(end.complaint()).matches(".*(is damaged at byte \\d+: |ends early, at byte ).*");
      assertThat(end.quiet()).isFalse();
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> HistoryReader.open(file))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessage(file + " is no history of a run");
  }

  @Test
  void newerVersionsAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(8, 3);
    Files.write(file, bytes);
    assertThatThrownBy(() -> HistoryReader.open(file))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessage(file + " is of version 3, and this loadgen reads versions 1 to 2");
  }

  @Test
  void olderVersionIsRead() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer head = ByteBuffer.wrap(bytes);
    head.putInt(8, HistoryFile.OLDEST_VERSION);
    byte[] json = Arrays.copyOfRange(bytes, HistoryFile.HEAD_BYTES, headBytes(bytes));
    head.putInt(16, HistoryFile.checksum(ByteBuffer.wrap(bytes, 0, 16), json, json.length));
    Files.write(file, bytes);
    assertThat(read(new Happenings.Told()).complaint()).isEmpty();
  }

  @Test
  void damagedHeaderIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[40] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> HistoryReader.open(file))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining("its checksum is wrong");
  }

  @Test
  void unknownKindInTheHeaderIsRefused() {
    String json = new String(HEADER.toJson(), StandardCharsets.UTF_8);
    byte[] other = json.replace("\"LOOK\"", "\"DANCE\"").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> HistoryHeader.parse(other))
        .isInstanceOf(DamagedHistoryException.class)
        .hasMessageContaining("DANCE");
  }

  private HistoryReader.End read(HistoryListener listener) throws Exception {
    try (HistoryReader reader = HistoryReader.open(file)) {
      return reader.read(listener, fraction -> {});
    }
  }

  private static int headBytes(byte[] bytes) {
    return HistoryFile.HEAD_BYTES + ByteBuffer.wrap(bytes).getInt(12);
  }
}
