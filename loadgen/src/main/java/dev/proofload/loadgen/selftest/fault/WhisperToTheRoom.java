package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/** A whisper is heard by everybody in the room. */
final class WhisperToTheRoom extends SimulatedBridge {
  WhisperToTheRoom(Stage stage) {
    super(stage);
  }

  @Override
  protected String whisper(Call call, Guest speaker) {
    String line = heard(call, speaker);
    for (Guest hearer : List.copyOf(rooms().in(speaker.room()))) {
      if (hearer != speaker && hearer.user() != call.operation().target()) {
        publish(hearer, speaker, true, call.reply().room(), line);
      }
    }
    return super.whisper(call, speaker);
  }
}
