package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;

/** The one who looks at everything, and now and then fetches a user's events beside that user. */
final class OnlookerCourse implements Course {
  private static final long PAUSE_NANOS = 12_000_000;

  private static final OperationKind[] LAST_LOOKS = {
    OperationKind.ROOMS, OperationKind.SESSIONS, OperationKind.STREAMS
  };

  private final Stage stage;
  private final Peers peers;
  private int sequence;
  private int lastLooks;

  OnlookerCourse(Stage stage, Peers peers) {
    this.stage = stage;
    this.peers = peers;
  }

  @Override
  public void next(Operation operation) {
    int target = stage.oneIn(4) && !stage.settings().evicts() ? peers.anyDraining() : -1;
    if (stage.settings().streams() && !stage.oneIn(4)) {
      set(operation, OperationKind.STREAMS);
    } else if (target >= 0) {
      set(operation, OperationKind.DRAIN);
      operation.aim(target);
    } else {
      set(operation, stage.oneIn(2) ? OperationKind.ROOMS : OperationKind.SESSIONS);
    }
  }

  private void set(Operation operation, OperationKind kind) {
    operation.set(kind, sequence++, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    operation.via(Transport.HTTP);
  }

  @Override
  public long pauseNanos() {
    return stage.upTo(stage.settings().streams() ? PAUSE_NANOS / 8 : PAUSE_NANOS);
  }

  @Override
  public void ended(Outcome outcome) {}

  @Override
  public void restart() {}

  @Override
  public boolean close(Operation operation) {
    if (lastLooks == (stage.settings().streams() ? 3 : 2)) {
      return false;
    }
    set(operation, LAST_LOOKS[lastLooks]);
    lastLooks++;
    return true;
  }
}
