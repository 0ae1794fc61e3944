package dev.proofload.loadgen.suite;

import java.util.List;
import java.util.Optional;

/** All suites there are. */
public final class Suites {
  /** The one that is run unless another is named. */
  public static final Suite CHAT = new ChatSuite();

  /** Of streamed replies, and of readers that do not keep up. */
  public static final Suite STREAMS = new StreamsSuite();

  private static final List<Suite> ALL = List.of(CHAT, STREAMS);

  private Suites() {}

  /** The suite of this name, if there is one. */
  public static Optional<Suite> named(String name) {
    return ALL.stream().filter(suite -> suite.name().equals(name)).findFirst();
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Suite::name).toList();
  }
}
