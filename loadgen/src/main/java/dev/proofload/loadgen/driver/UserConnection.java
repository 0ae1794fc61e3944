package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.Transport;
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

  /**
   * From now on nothing that comes is read but by {@link #readOne}, so that the system's buffers
   * fill up, and then the sender's. Only of a connection that was made to be held.
   */
  default void hold() {
    throw new UnsupportedOperationException("made to be read from");
  }

  /** Reads one message of a held connection, now or as soon as one comes. */
  default void readOne() {
    throw new UnsupportedOperationException("made to be read from");
  }

  /** Reads on as if it had never been held; the listener is told at once what waited to be read. */
  default void readOn() {
    throw new UnsupportedOperationException("made to be read from");
  }

  /**
   * Closes it in good order: the listener is told what the server still has to say, and then that
   * it is closed. It is not open meanwhile.
   */
  default void leave() {
    throw new UnsupportedOperationException("nothing to take leave of");
  }

  /** Makes the connections of users. */
  interface Maker {
    /**
     * A closed connection for the user.
     *
     * @param which {@link Transport#HTTP} or {@link Transport#WS}
     * @param slot which of the plan's users it is; decides where it comes from
     * @param user who speaks over it
     * @param holdable whether it may be held, if it is a WebSocket
     */
    UserConnection connect(
        Transport which,
        int slot,
        int user,
        LoopContext context,
        Listener listener,
        boolean holdable);
  }

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

    /**
     * It was closed in good order, so that nothing was on its way.
     *
     * @param code what the server said why (RFC 6455, section 7.4)
     */
    void closed(int code, String why);
  }
}
