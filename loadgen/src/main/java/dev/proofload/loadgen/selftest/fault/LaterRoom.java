package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/** An event goes to those who are in the room when it is delivered, not when it was said. */
final class LaterRoom extends SimulatedBridge {
  LaterRoom(Stage stage) {
    super(stage);
  }

  @Override
  protected void tell(Call call, Guest speaker, List<Guest> audience) {
    Call kept = call;
    int room = speaker.room();
    String line = heard(kept, speaker);
    stage().later(stage().upTo(10_000_000), () -> tellNow(speaker, room, line));
  }

  private void tellNow(Guest speaker, int room, String line) {
    for (Guest hearer : List.copyOf(rooms().in(room))) {
      if (hearer != speaker) {
        publish(hearer, speaker, false, stage().names().room(room), line);
      }
    }
  }
}
