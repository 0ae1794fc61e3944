package dev.proofload.loadgen.driver;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Says in a few words why a connection failed. */
final class Failures {
  private Failures() {}

  /** Whether the peer's bytes, and not the connection, were at fault. */
  static boolean isMalformed(Throwable cause) {
    return cause instanceof DecoderException;
  }

  static String describe(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (cause instanceof ConnectTimeoutException) {
      return "no connection in time";
    }
    if (cause instanceof ConnectException && said.toLowerCase(Locale.ROOT).contains("refused")) {
      return "connection refused";
    }
    if (cause instanceof UnknownHostException) {
      return "unknown host";
    }
    if (said.contains("Connection reset")) {
      return "connection reset";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : said;
  }
}
