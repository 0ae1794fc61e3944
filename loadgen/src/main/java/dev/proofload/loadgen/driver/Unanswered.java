package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayDeque;

/**
 * What one user asked over sockets that closed before the answer: a server that was not done yet
 * gives it over the next socket, where it must not be taken for the answer to what is asked there.
 *
 * <p>Used on the user's event loop alone.
 */
final class Unanswered {
  /** Earlier ones have been answered, or never will be. */
  private static final int MOST = 64;

  private final ArrayDeque<Integer> sequences = new ArrayDeque<>(2);
  private boolean looked;

  /** The socket closed over which this was asked. */
  void add(Operation operation) {
    if (sequences.size() == MOST) {
      sequences.remove();
    }
    sequences.add(operation.sequence());
    looked |= !isEchoed(operation.kind());
  }

  /**
   * Whether what came answers one of these, and not what is in flight.
   *
   * @param seen reads like an answer
   */
  boolean isAnsweredBy(Observation seen, Operation inFlight) {
    if (sequences.isEmpty()) {
      return false;
    }
    String text = seen.text();
    int at = Marker.next(text, 0);
    if (at < 0) {
      return looked && isEchoed(inFlight.kind()) && !seen.crisis();
    }
    Marker marker = Marker.at(text, at);
    return marker != null
        && marker.user() == inFlight.user()
        && marker.sequence() != inFlight.sequence()
        && sequences.remove(marker.sequence());
  }

  /** Whether its answer holds what was said. */
  private static boolean isEchoed(OperationKind kind) {
    return switch (kind) {
      case CHAT, STREAMED, SAY, EMOTE, WHISPER -> true;
      case CRISIS, LOOK, WHO, GO, MOVE, DRAIN, HISTORY, SESSIONS, ROOMS, STREAMS -> false;
    };
  }
}
