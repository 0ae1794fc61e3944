package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Map;

/** Two users share the buffer in which their answers are put together. */
final class SharedResponseBuffer extends SimulatedBridge {
  private final Map<Integer, String> buffers = new HashMap<>();

  SharedResponseBuffer(Stage stage) {
    super(stage);
  }

  @Override
  protected void answer(Call call, Guest guest, boolean due) {
    super.answer(call, guest, due);
    buffers.put(call.operation().user() / 2, call.reply().text());
  }

  @Override
  protected void finish(Call call) {
    String written = buffers.get(call.operation().user() / 2);
    if (written != null && call.operation().kind().isMessage()) {
      call.reply().text(written);
    }
  }
}
