package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.Operation;
import org.jspecify.annotations.Nullable;

/** One user's way to the system under test. All methods are called on the user's event loop. */
interface UserConnection {
  /** Whether an operation can be sent now. */
  boolean isOpen();

  /** Opens it; the listener is told how that ended. Must not be called while it is open. */
  void open();

  /** Writes the operation. Must only be called while it is open. */
  void send(Operation operation);

  /** Closes it; the listener is told nothing any more. */
  void close();

  /** Is told what happens, on the user's event loop. */
  interface Listener {
    /** It can be used now. */
    void opened();

    /** It could not be opened. */
    void notOpened(String why);

    /** What the user waits for an answer to, if anything. */
    @Nullable Operation inFlight();

    /** What came, read into the loop's observation. */
    void received();

    /** It broke without being asked to; what was on its way is lost. */
    void lost(String why);

    /** The server closed it in good order, so that nothing was on its way. */
    void closed(String why);
  }
}
