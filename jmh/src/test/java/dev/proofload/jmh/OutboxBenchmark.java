package dev.proofload.jmh;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.Sink;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.protocol.LateReply;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A message for a socket: what it costs whoever produces it, by how its reader is doing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OutboxBenchmark {
  private static final int STREAMS = 5;
  private static final int MESSAGES = 100;
  private static final byte[] PIECE =
      "{\"type\":\"chat_delta\",\"reply_id\":\"12\",\"index\":3,\"delta\":\"hello \"}"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] REPLY =
      ("{\"type\":\"chat_response\",\"message\":\"" + "x".repeat(450) + "\"}")
          .getBytes(StandardCharsets.UTF_8);

  private final Streams streams =
      new Streams(StreamSettings.DEFAULTS, System::nanoTime, InstantSource.system(), slow -> {});
  private final List<Outbox> reading = new ArrayList<>();
  private Outbox stalled = streams.open("stalled", new Socket(false));

  /** Takes all it is given, or nothing. */
  private record Socket(boolean reads) implements Sink {
    @Override
    public int send(List<Frame> frames) {
      return reads ? frames.size() : 0;
    }

    @Override
    public void whenWritable(Runnable callback) {
      // It never will be.
    }

    @Override
    public void cutOff() {
      // There is nothing to cut off.
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public void closeExpected() {
      // Nobody waits for it.
    }

    @Override
    public void close(int code, String reason) {
      // There is nothing to close.
    }
  }

  @Setup
  public void setUp() {
    for (int i = 0; i < STREAMS; i++) {
      reading.add(streams.open("u" + i, new Socket(true)));
    }
    stalled = streams.open("stalled", new Socket(false));
    for (int i = 0; i < StreamSettings.DEFAULTS.messages(); i++) {
      stalled.offer(Frame.passing(PIECE));
      stalled.drain();
    }
  }

  /** Five streams of a hundred pieces and a reply each, all of which are taken. */
  @Benchmark
  @OperationsPerInvocation(STREAMS * (MESSAGES + 1))
  public long fiveStreams() {
    for (Outbox outbox : reading) {
      for (int i = 0; i < MESSAGES; i++) {
        outbox.offer(Frame.bulk(PIECE));
      }
      outbox.drain();
      outbox.offer(Frame.of(new LateReply(REPLY, false, 0)));
      outbox.drain();
    }
    return reading.getFirst().counts().bytesSent();
  }

  /** One message, taken at once. */
  @Benchmark
  public Outbox.Offer toOneWhoReads() {
    Outbox outbox = reading.getFirst();
    Outbox.Offer offer = outbox.offer(Frame.passing(PIECE));
    outbox.drain();
    return offer;
  }

  /** One message, for which another has to go. */
  @Benchmark
  public Outbox.Offer toOneWhoHasStopped() {
    Outbox.Offer offer = stalled.offer(Frame.passing(PIECE));
    stalled.drain();
    return offer;
  }
}
