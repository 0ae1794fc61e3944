package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/** The speaker gets its own event. */
final class EchoToTheSpeaker extends SimulatedBridge {
  EchoToTheSpeaker(Stage stage) {
    super(stage);
  }

  @Override
  protected void tell(Call call, Guest speaker, List<Guest> audience) {
    super.tell(call, speaker, audience);
    deliver(
        speaker,
        new Event(
            false,
            speaker.nextSeq(),
            speaker.id(),
            speaker.occupant().name(),
            call.reply().room(),
            call.said()));
  }
}
