package dev.proofload.jmh;

import dev.proofload.bridge.crisis.CrisisDetector;
import dev.proofload.bridge.crisis.CrisisRegister;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A text screened, and the turn counted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CrisisBenchmark {
  private static final int LONG_TEXT = 16 * 1024;

  /** What is screened. */
  public enum Text {
    PLAIN("message 7 from user 3, nothing to worry about"),
    NEAR_MISS("I never want to miss a live show by myself, that is a front-end of life"),
    MATCH("some days I just want to die"),
    UNICODE_MATCH("some days I don\u2019t want to live"),
    PLAIN_16_KIB(repeated("message 7 from user 3, nothing to worry about. ")),
    NEAR_MISS_16_KIB(repeated("they want myself to end a life of harm, kill nothing, live on. ")),
    UNICODE_16_KIB(repeated("na\u00efve caf\u00e9s don\u2019t worry about na\u00efvet\u00e9. "));

    private final String text;

    Text(String text) {
      this.text = text;
    }

    private static String repeated(String text) {
      return text.repeat(LONG_TEXT / text.length() + 1).substring(0, LONG_TEXT);
    }
  }

  @Param Text text = Text.PLAIN;

  private final CrisisDetector detector = new CrisisDetector();
  private final CrisisRegister register =
      new CrisisRegister(3, Duration.ofMinutes(5), System::nanoTime);

  @Benchmark
  public boolean check() {
    return register.turn("user-3", detector.matches(text.text));
  }
}
