package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.selftest.simulation.Message;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/** A connection that ends as its outbox is full takes the final replies in it along. */
final class RepliesLostInOverflow extends SimulatedBridge {
  RepliesLostInOverflow(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected List<Message> unsent(List<Message> all, int code) {
        return code == TOO_SLOW
            ? all.stream().filter(one -> one.priority() != Priority.CRITICAL).toList()
            : all;
      }
    };
  }
}
