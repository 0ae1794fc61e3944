package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EvictionsTest {
  @Test
  void asManyUsersAsTheServerKeepsFitIn() {
    Evictions evictions = new Evictions(keeping(20), 20);
    assertThat(evictions.possible()).isFalse();
    assertThat(new Evictions(keeping(20), 21).possible()).isTrue();
  }

  @Test
  void aNewUserCounts() {
    Evictions evictions = new Evictions(keeping(20), 20);
    evictions.acted(19);
    assertThat(evictions.possible()).isFalse();
    evictions.acted(20);
    assertThat(evictions.possible()).isTrue();
  }

  @Test
  void aFullListShowsThatOthersAreThereToo() {
    Evictions evictions = new Evictions(keeping(20), 10);
    evictions.listed(19);
    assertThat(evictions.possible()).isFalse();
    evictions.listed(20);
    evictions.listed(3);
    assertThat(evictions.possible()).isTrue();
    assertThat(evictions.reason())
        .isEqualTo("the server keeps 20 sessions, and there were as many: evictions are legal");
  }

  @Test
  void withoutAWordOnItTheDocumentationHolds() {
    assertThat(new Evictions(ServerRules.documented(), 100).possible()).isFalse();
    assertThat(new Evictions(ServerRules.documented(), 101).possible()).isTrue();
  }

  private static ServerRules keeping(long sessions) {
    return new ServerRules(
        OptionalInt.empty(), Optional.empty(), 3, Duration.ofMinutes(5), OptionalLong.of(sessions));
  }
}
