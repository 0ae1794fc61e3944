package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.Transport;
import org.jspecify.annotations.Nullable;

/** One of a user's connections, and what it tells the user of it. Runs on the user's event loop. */
final class Line implements UserConnection.Listener {
  private final VirtualUser user;
  private final Transport transport;
  private final UserConnection connection;

  /**
   * @param id of whom it is
   */
  Line(VirtualUser user, Transport transport, int slot, int id, UserConnection.Maker connections) {
    this.user = user;
    this.transport = transport;
    this.connection =
        connections.connect(transport, slot, id, user.context(), this, user.mayHold());
  }

  UserConnection connection() {
    return connection;
  }

  /** The user closes it. */
  void close() {
    if (transport == Transport.WS && connection.isOpen()) {
      user.load().closedByUser();
    }
    connection.close();
  }

  @Override
  public void opened() {
    user.opened(transport);
  }

  @Override
  public void notOpened(String why) {
    user.notOpened(transport, why);
  }

  @Override
  public @Nullable Operation inFlight() {
    return user.awaits(transport) ? user.inFlight() : null;
  }

  @Override
  public void received() {
    user.received(transport);
  }

  @Override
  public void lost(String why) {
    noteClosed();
    user.lost(transport, why);
  }

  @Override
  public void closed(int code, String why) {
    noteClosed();
    user.closed(transport, code, why);
  }

  private void noteClosed() {
    if (transport == Transport.WS) {
      user.noteClosed();
    }
  }
}
