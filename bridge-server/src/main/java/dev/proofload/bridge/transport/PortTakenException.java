package dev.proofload.bridge.transport;

import java.io.IOException;

/** An address to listen on cannot be had; the message says which, and what to do. */
public final class PortTakenException extends IOException {
  private static final long serialVersionUID = 1L;

  PortTakenException(String what, String host, int port, IOException cause) {
    super(
        "cannot listen on " + host + ":" + port + " for " + what + " (" + cause.getMessage() + ")",
        cause);
  }
}
