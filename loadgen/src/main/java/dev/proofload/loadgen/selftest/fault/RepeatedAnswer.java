package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Map;

/** One answer in a thousand is the one that the same user had before. */
final class RepeatedAnswer extends SimulatedBridge {
  private final Map<Integer, String> last = new HashMap<>();

  RepeatedAnswer(Stage stage) {
    super(stage);
  }

  @Override
  protected void finish(Call call) {
    if (!call.operation().kind().isMessage()) {
      return;
    }
    String before = last.put(call.operation().user(), call.reply().text());
    if (before != null && stage().oneIn(1_000)) {
      call.reply().text(before);
    }
  }
}
