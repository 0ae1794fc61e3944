package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Socket;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One piece of a reply in two hundred comes twice. */
final class PiecesDoubled extends SimulatedBridge {
  PiecesDoubled(Stage stage) {
    super(stage);
  }

  @Override
  protected void piece(Socket socket, String replyId, int index, String text) {
    super.piece(socket, replyId, index, text);
    if (stage().oneIn(200)) {
      super.piece(socket, replyId, index, text);
    }
  }
}
