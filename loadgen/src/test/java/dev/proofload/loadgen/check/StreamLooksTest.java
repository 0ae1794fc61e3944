package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLooksTest {
  private static final PerClass NONE = new PerClass(0, 0, 0, 0);
  private static final PerClass ONE = new PerClass(0, 1, 0, 0);
  private static final PerClass TWO = new PerClass(0, 2, 0, 0);

  private final Story story = new Story();
  private final WitnessLog log = new WitnessLog();
  private final StreamLooks looks = new StreamLooks(story.steps, log);

  @Test
  void theLatestLookIsKept() {
    assertThat(looks.latest()).isNull();
    StreamLooks.Look first = look(1, 0, 10, rows(row(1, 1, ONE)));
    assertThat(looks.latest()).isSameAs(first);
    StreamLooks.Look second = look(2, 11, 20, rows());
    assertThat(looks.latest()).isSameAs(second);
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.startNanos()).isEqualTo(11);
    assertThat(second.endNanos()).isEqualTo(20);
  }

  @Test
  void countsDoNotFallFromOneLookToTheNext() {
    look(1, 0, 10, rows(row(1, 1, TWO)));
    look(2, 11, 20, rows(row(1, 1, ONE)));
    assertThat(log.witnesses()).hasSize(1);
    Witness witness = log.witnesses().getFirst();
    assertThat(witness.sentence())
        .startsWith("onlooker was told that stream 1 of lg-abcd1234-00001 counts 1 critical");
    assertThat(witness.operations())
        .extracting(Witness.Step::said)
        .containsExactly("operation 1", "operation 2");
    assertThat(witness.operations())
        .extracting(Witness.Step::saw)
        .containsExactly(
            "queued " + NONE + ", produced " + TWO + ", sent " + TWO + ", dropped " + NONE,
            "queued " + NONE + ", produced " + ONE + ", sent " + ONE + ", dropped " + NONE);
  }

  @Test
  void looksThatTouchAreInNoOrder() {
    look(1, 0, 10, rows(row(1, 1, TWO)));
    look(2, 10, 20, rows(row(1, 1, ONE)));
    assertThat(log.violations()).isZero();
  }

  @Test
  void aStreamThatWasNotInTheLookBeforeIsNotHeldToAnOlderOne() {
    look(1, 0, 10, rows(row(1, 1, TWO)));
    look(2, 11, 20, rows());
    look(3, 21, 30, rows(row(1, 1, ONE)));
    assertThat(log.violations()).isZero();
  }

  @Test
  void aRowThatIsWrongByItselfIsToldOnce() {
    look(1, 0, 10, rows(row(1, 1, TWO)));
    look(2, 11, 20, rows(row(1, 1, ONE, NONE, NONE)));
    assertThat(log.violations()).isOne();
    assertThat(log.witnesses().getFirst().sentence())
        .startsWith(
            "onlooker was told that stream 1 of lg-abcd1234-00001 counts 1 critical produced");
    assertThat(log.witnesses().getFirst().operations())
        .extracting(Witness.Step::saw)
        .containsExactly(
            "queued " + NONE + ", produced " + ONE + ", sent " + NONE + ", dropped " + NONE);
  }

  @Test
  void totalsAreHeldToThemselvesAndToTheLookBefore() {
    look(1, 0, 10, totals(NONE, TWO, NONE, NONE, TWO));
    look(2, 11, 20, totals(NONE, ONE, NONE, NONE, ONE));
    look(3, 21, 30, totals(NONE, TWO, NONE, NONE, ONE));
    assertThat(log.witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            "onlooker was told of all streams that the server counts counts 1 critical returned,"
                + " but had counted 2",
            "onlooker was told of all streams together that the server counts 2 critical produced,"
                + " but 0 sent, 0 dropped, 1 returned and 0 queued");
    assertThat(log.witnesses().getFirst().operations())
        .extracting(Witness.Step::saw)
        .containsExactly(words(NONE, TWO, NONE, NONE, TWO), words(NONE, ONE, NONE, NONE, ONE));
    assertThat(log.witnesses().getLast().operations())
        .extracting(Witness.Step::saw)
        .containsExactly(words(NONE, TWO, NONE, NONE, ONE));
  }

  @Test
  void aStreamTwiceInOneLookIsTold() {
    look(1, 0, 10, rows(row(1, 1, ONE), row(2, 1, ONE), row(1, 1, ONE)));
    assertThat(log.witnesses())
        .extracting(Witness::sentence)
        .containsExactly("onlooker was told of stream 1 twice at once");
    assertThat(log.witnesses().getFirst().operations()).hasSize(1);
  }

  @Test
  void whatIsWrongIsCountedThoughNoWitnessIsKept() {
    StreamList.Row[] before = new StreamList.Row[6];
    StreamList.Row[] after = new StreamList.Row[6];
    Arrays.setAll(before, i -> row(i, 1, TWO));
    Arrays.setAll(after, i -> row(i, 1, ONE));
    look(1, 0, 10, rows(before));
    look(2, 11, 20, rows(after));
    assertThat(log.violations()).isEqualTo(6);
    assertThat(log.witnesses()).hasSize(3);
    look(3, 21, 30, totals(NONE, TWO, NONE, NONE, ONE));
    assertThat(log.violations()).isEqualTo(7);
  }

  private StreamLooks.Look look(int sequence, long start, long end, StreamList list) {
    Operation operation = new Operation(Operation.NOBODY);
    operation.set(OperationKind.STREAMS, sequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    return looks.looked(operation, start, end, list);
  }

  private static StreamList rows(StreamList.Row... rows) {
    return new StreamList(
        List.of(rows), rows.length, 0, StreamList.Totals.UNTOLD, StreamList.Limits.UNTOLD);
  }

  private static StreamList totals(
      PerClass queued, PerClass produced, PerClass sent, PerClass dropped, PerClass returned) {
    return new StreamList(
        List.of(),
        0,
        0,
        new StreamList.Totals(queued, produced, sent, dropped, returned),
        StreamList.Limits.UNTOLD);
  }

  private static String words(
      PerClass queued, PerClass produced, PerClass sent, PerClass dropped, PerClass returned) {
    return "all: queued "
        + queued
        + ", produced "
        + produced
        + ", sent "
        + sent
        + ", dropped "
        + dropped
        + ", returned "
        + returned;
  }

  private StreamList.Row row(long stream, int user, PerClass sent) {
    return row(stream, user, sent, sent, NONE);
  }

  private StreamList.Row row(
      long stream, int user, PerClass produced, PerClass sent, PerClass dropped) {
    return new StreamList.Row(
        stream, story.id(user), "connected", 0, 0, NONE, produced, sent, dropped);
  }
}
