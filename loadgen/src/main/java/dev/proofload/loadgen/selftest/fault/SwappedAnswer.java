package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One answer in ten thousand goes to the user who was answered next before. */
final class SwappedAnswer extends SimulatedBridge {
  private String last = "";

  SwappedAnswer(Stage stage) {
    super(stage);
  }

  @Override
  protected void finish(Call call) {
    if (!call.operation().kind().isMessage()) {
      return;
    }
    String text = call.reply().text();
    if (stage().oneIn(10_000)) {
      call.reply().text(last);
    }
    last = text;
  }
}
