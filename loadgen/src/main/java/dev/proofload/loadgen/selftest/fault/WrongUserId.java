package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One answer in a thousand names another user in user_id. */
final class WrongUserId extends SimulatedBridge {
  WrongUserId(Stage stage) {
    super(stage);
  }

  @Override
  protected void answer(Call call, Guest guest, boolean due) {
    super.answer(call, guest, due);
    if (call.overHttp() && stage().oneIn(1_000)) {
      call.reply().userId(stage().id(call.operation().user() + 1));
    }
  }
}
