package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Socket;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One piece of a reply in fifty comes a little later. */
final class PiecesReordered extends SimulatedBridge {
  PiecesReordered(Stage stage) {
    super(stage);
  }

  @Override
  protected void piece(Socket socket, String replyId, int index, String text) {
    if (stage().oneIn(50)) {
      stage().later(200_000, () -> super.piece(socket, replyId, index, text));
    } else {
      super.piece(socket, replyId, index, text);
    }
  }
}
