package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.List;

/** What was refused is still heard by the room. */
final class RefusedIsHeard extends SimulatedBridge {
  RefusedIsHeard(Stage stage) {
    super(stage);
  }

  @Override
  protected void refuse(Call call, boolean due) {
    super.refuse(call, due);
    Guest guest = find(call.operation().user());
    if (guest != null && call.operation().kind() == OperationKind.SAY) {
      tell(call, guest, List.copyOf(rooms().in(guest.room())));
    }
  }
}
