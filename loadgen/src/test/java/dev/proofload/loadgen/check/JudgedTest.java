package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgedTest {
  private final Judged judged = new Judged();

  @Test
  void kindsAreCountedInTheirOrder() {
    judged.delivery();
    judged.operation(OperationKind.SAY);
    judged.operation(OperationKind.CHAT);
    judged.operation(OperationKind.SAY);
    assertThat(judged.total()).isEqualTo(4);
    assertThat(judged.byKind())
        .containsExactly(Map.entry("chat", 1L), Map.entry("say", 2L), Map.entry("delivery", 1L));
  }

  @Test
  void othersAreAdded() {
    Judged others = new Judged();
    others.operation(OperationKind.SAY);
    others.delivery();
    judged.operation(OperationKind.SAY);
    judged.add(others);
    judged.add(new Judged());
    assertThat(judged.total()).isEqualTo(3);
    assertThat(judged.byKind()).containsExactly(Map.entry("say", 2L), Map.entry("delivery", 1L));
  }

  @Test
  void nothingIsNothing() {
    assertThat(judged.total()).isZero();
    assertThat(judged.byKind()).isEmpty();
  }
}
