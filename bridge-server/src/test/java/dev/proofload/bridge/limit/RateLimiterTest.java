package dev.proofload.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proofload.bridge.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {
  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest
  @CsvSource({"60, 60000000000", "7, 60000000000", "1, 1000", "60, 100", "1000, 1", "3, 10"})
  void limitTokensAtOnceAndThenOneEachInterval(int limit, long windowNanos) {
    RateLimiter limiter = new RateLimiter(limit, Duration.ofNanos(windowNanos), time);
    Duration interval = Duration.ofNanos(Math.max(1, windowNanos / limit));

    for (int i = 1; i <= limit; i++) {
      assertThat(limiter.take("ada")).isEqualTo(new Allowance(true, limit, limit - i, 0));
    }
    assertThat(limiter.take("ada")).isEqualTo(new Allowance(false, limit, 0, interval.toNanos()));
    for (int i = 0; i < 3; i++) {
      time.pass(interval.minusNanos(1));
      assertThat(limiter.take("ada")).isEqualTo(new Allowance(false, limit, 0, 1));
      time.pass(Duration.ofNanos(1));
      assertThat(limiter.take("ada")).isEqualTo(new Allowance(true, limit, 0, 0));
    }
  }

  @Test
  void aRefusalCostsNothing() {
    RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(1), time);
    limiter.take("ada");
    for (int i = 0; i < 100; i++) {
      assertThat(limiter.take("ada").admitted()).isFalse();
    }
    time.pass(Duration.ofSeconds(1));

    assertThat(limiter.take("ada").admitted()).isTrue();
  }

  @Test
  void aBucketHoldsNoMoreThanTheLimit() {
    RateLimiter limiter = new RateLimiter(2, Duration.ofSeconds(2), time);
    limiter.take("ada");
    time.pass(Duration.ofDays(1));

    assertThat(limiter.take("ada").remaining()).isEqualTo(1);
    assertThat(limiter.take("ada").admitted()).isTrue();
    assertThat(limiter.take("ada").admitted()).isFalse();
  }

  @Test
  void usersHaveBucketsOfTheirOwn() {
    RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(1), time);
    limiter.take("ada");

    assertThat(limiter.take("bob").admitted()).isTrue();
  }

  @Test
  void lookingTakesNothing() {
    RateLimiter limiter = new RateLimiter(3, Duration.ofSeconds(3), time);
    assertThat(limiter.look("ada").remaining()).isEqualTo(3);
    limiter.take("ada");

    assertThat(limiter.look("ada").remaining()).isEqualTo(2);
    assertThat(limiter.look("ada").remaining()).isEqualTo(2);
  }

  @Test
  void bucketsAreFreedOnceFullAndNotBefore() {
    RateLimiter limiter = new RateLimiter(2, Duration.ofSeconds(2), time);
    limiter.take("ada");
    limiter.take("ada");
    time.pass(Duration.ofSeconds(2).minusNanos(1));
    limiter.sweep();
    assertThat(limiter.size()).isEqualTo(1);

    time.pass(Duration.ofNanos(1));
    limiter.sweep();

    assertThat(limiter.size()).isZero();
  }

  @Test
  void zeroTurnsItOff() {
    RateLimiter limiter = new RateLimiter(0, Duration.ofSeconds(1), time);
    for (int i = 0; i < 10_000; i++) {
      assertThat(limiter.take("ada")).isEqualTo(new Allowance(true, 0, 0, 0));
    }
    assertThat(limiter.size()).isZero();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new RateLimiter(-1, Duration.ofSeconds(1), time))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new RateLimiter(1, Duration.ofSeconds(-1), time))
        .hasMessageContaining("PT-1S");
  }
}
