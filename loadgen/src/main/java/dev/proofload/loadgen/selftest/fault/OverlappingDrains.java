package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/** Two drains at once both get what waits. */
final class OverlappingDrains extends SimulatedBridge {
  OverlappingDrains(Stage stage) {
    super(stage);
  }

  @Override
  protected void drain(Call call) {
    Guest guest = drained(call);
    if (guest != null) {
      List<Event> read = List.copyOf(guest.inbox());
      call.reply().events().addAll(read);
      stage()
          .later(
              stage().upTo(call.endNanos() - call.startNanos()),
              () -> guest.inbox().removeAll(read));
    }
  }
}
