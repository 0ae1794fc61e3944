package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Whoever is in the room when help is given hears it. */
final class HelpToTheRoom extends SimulatedBridge {
  HelpToTheRoom(Stage stage) {
    super(stage);
  }

  @Override
  protected String help(Call call, boolean due) {
    Guest speaker = find(call.operation().user());
    if (due && speaker != null) {
      for (Guest hearer : rooms().in(speaker.room())) {
        if (hearer != speaker) {
          publish(hearer, speaker, false, call.reply().room(), HELP);
        }
      }
    }
    return super.help(call, due);
  }
}
