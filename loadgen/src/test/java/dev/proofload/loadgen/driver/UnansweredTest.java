package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnansweredTest {
  private static final int USER = 3;
  private static final String LIST = "You see: nobody.";

  private final Unanswered unanswered = new Unanswered();

  @Test
  void whereNothingIsOwedWhatComesIsTheAnswer() {
    assertThat(isAnsweredBy(text(USER, 7), chat(8))).isFalse();
    assertThat(isAnsweredBy(LIST, chat(8))).isFalse();
  }

  @Test
  void whatIsOwedIsRecognisedOnce() {
    unanswered.add(chat(7));
    assertThat(isAnsweredBy(text(USER, 7), chat(8))).isTrue();
    assertThat(isAnsweredBy(text(USER, 7), chat(8))).isFalse();
  }

  @Test
  void whatIsNotOwedIsAnAnswerThatTheChecksJudge() {
    unanswered.add(chat(7));
    assertThat(isAnsweredBy(text(USER, 8), chat(8))).isFalse();
    assertThat(isAnsweredBy(text(USER, 6), chat(8))).isFalse();
    assertThat(isAnsweredBy(text(USER + 1, 7), chat(8))).isFalse();
    assertThat(isAnsweredBy(LIST, chat(8))).isFalse();
  }

  @Test
  void aListIsNoAnswerToAChatOnceALookIsOwed() {
    unanswered.add(operation(OperationKind.LOOK, 7));
    assertThat(isAnsweredBy(LIST, chat(8))).isTrue();
    assertThat(isAnsweredBy(LIST, operation(OperationKind.LOOK, 8))).isFalse();
    assertThat(isAnsweredBy(text(USER, 8), chat(8))).isFalse();
  }

  @Test
  void helpIsNoList() {
    unanswered.add(operation(OperationKind.LOOK, 7));
    Observation help = new Observation();
    help.text("You are not alone.");
    help.crisis(true);
    assertThat(unanswered.isAnsweredBy(help, chat(8))).isFalse();
  }

  @Test
  void onlyTheLatestAreRemembered() {
    for (int sequence = 0; sequence < 1_000; sequence++) {
      unanswered.add(chat(sequence));
    }
    assertThat(isAnsweredBy(text(USER, 100), chat(1_000))).isFalse();
    assertThat(isAnsweredBy(text(USER, 999), chat(1_000))).isTrue();
  }

  private boolean isAnsweredBy(String text, Operation inFlight) {
    Observation seen = new Observation();
    seen.text(text);
    return unanswered.isAnsweredBy(seen, inFlight);
  }

  private static String text(int user, int sequence) {
    Operation operation = new Operation(user);
    operation.set(OperationKind.CHAT, sequence, 5, Operation.NO_ROOM, 0, Rendezvous.NONE);
    byte[] marker = new byte[Marker.LENGTH];
    Marker.write(operation, marker, 0);
    return "[a@Tower] received: " + new String(marker, StandardCharsets.US_ASCII) + " hello";
  }

  private static Operation chat(int sequence) {
    return operation(OperationKind.CHAT, sequence);
  }

  private static Operation operation(OperationKind kind, int sequence) {
    Operation operation = new Operation(USER);
    operation.set(kind, sequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    return operation;
  }
}
