package dev.proofload.loadgen.cli;

import java.util.List;
import java.util.Map;

/** What the paper measured: Python 3.12, aiohttp, a laptop with macOS. */
final class PaperFigures {
  /** Rates in messages a second, latencies in milliseconds: rate, p50, p95, p99, errors. */
  static final Map<Integer, List<Double>> HTTP_BY_USERS =
      Map.of(
          5, List.of(9_570.9, 0.40, 1.10, 1.40, 0.0),
          10, List.of(13_605.2, 0.63, 1.31, 1.80, 0.0),
          20, List.of(13_711.8, 1.28, 2.11, 2.71, 0.0));

  /** The same for 50 WebSockets, 10 messages of about 500 bytes each. */
  static final List<Double> WEB_SOCKET = List.of(11_842.0, 1.85, 4.22, 6.18, 0.0);

  /** Established, alive at the end, growth of resident memory in bytes. */
  static final List<Double> WEB_SOCKET_LINKS = List.of(50.0, 50.0, 1_200_000.0);

  /** Bytes a session of 20 messages, by how many sessions there are. */
  static final Map<Integer, Double> SESSION_BYTES =
      Map.of(1, 20_008.0, 5, 7_659.0, 10, 7_672.0, 20, 7_680.0, 50, 7_689.0, 100, 7_758.0);

  /** Bytes a stored message of about 450 characters, by the window of turns. */
  static final Map<Integer, Double> MESSAGE_BYTES =
      Map.of(10, 880.0, 20, 739.0, 50, 730.0, 100, 721.0, 200, 753.0);

  /** Bytes a crisis state, over 10,000 of them. */
  static final double CRISIS_STATE_BYTES = 168.5;

  static final double SESSIONS_PER_GB = 130_000;

  private PaperFigures() {}
}
