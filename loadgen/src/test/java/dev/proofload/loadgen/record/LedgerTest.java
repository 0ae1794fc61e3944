package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger(3);

  @Test
  void countsEachUserApart() {
    ledger.attempt(1);
    ledger.attempt(1);
    ledger.acknowledge(1);
    ledger.attempt(2);
    assertThat(ledger.copyAttempted()).containsExactly(0, 2, 1);
    assertThat(ledger.copyAcknowledged()).containsExactly(0, 1, 0);
    assertThat(ledger.attempted(1)).isEqualTo(2);
    assertThat(ledger.acknowledged(1)).isEqualTo(1);
  }

  @Test
  void whatSurelyHadNoEffectIsTakenBack() {
    ledger.attempt(0);
    ledger.withdraw(0);
    assertThat(ledger.copyAttempted()).containsExactly(0, 0, 0);
  }

  @Test
  void aCopyStaysAsItIs() {
    int[] before = ledger.copyAttempted();
    ledger.attempt(0);
    assertThat(before).containsExactly(0, 0, 0);
  }

  @Test
  void whoReadsInBetweenNeverSeesMoreAcknowledgedThanAttempted() throws InterruptedException {
    Thread loop =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100_000; i++) {
                    ledger.attempt(0);
                    ledger.acknowledge(0);
                  }
                });
    while (loop.isAlive()) {
      int acknowledged = ledger.copyAcknowledged()[0];
      assertThat(ledger.copyAttempted()[0]).isGreaterThanOrEqualTo(acknowledged);
    }
    loop.join();
    assertThat(ledger.attempted(0)).isEqualTo(100_000);
    assertThat(ledger.acknowledged(0)).isEqualTo(100_000);
  }
}
