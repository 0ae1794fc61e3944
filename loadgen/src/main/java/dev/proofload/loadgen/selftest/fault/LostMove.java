package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.ArrayList;
import java.util.List;

/** Of two who enter a room at once only one is listed there. */
final class LostMove extends SimulatedBridge {
  LostMove(Stage stage) {
    super(stage);
  }

  @Override
  protected void move(Call call, Guest guest, int to) {
    if (guest.room() == to) {
      return;
    }
    List<Guest> read = new ArrayList<>(rooms().in(to));
    super.move(call, guest, to);
    read.add(guest);
    stage().later(stage().upTo(2_000_000), () -> write(read, to));
  }

  private void write(List<Guest> read, int room) {
    read.removeIf(guest -> guest.room() != room);
    rooms().replace(room, read);
  }
}
