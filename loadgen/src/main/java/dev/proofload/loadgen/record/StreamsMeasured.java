package dev.proofload.loadgen.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What was measured of the connections and streams of one run, besides what is measured of every
 * run.
 *
 * @param established how many users had a connection before the load began
 * @param aliveAtEnd how many had one when all was over
 * @param firstDelta from where latency runs to the first piece of a reply, of healthy users, in
 *     nanoseconds; where the reply came before its first piece, there is none
 * @param groups of the users who do not read as they should; their messages are in no other figure
 * @param told what the server told of its streams, if it did
 * @param closings which end closed the sockets of users
 * @param lateReplies replies that came over a later socket than they were to, or were fetched
 * @param memoryBefore bytes of the server's resident memory before the users connected, where known
 * @param memoryAfter the same when all was over and they still were
 */
public record StreamsMeasured(
    int established,
    int aliveAtEnd,
    Histogram firstDelta,
    List<Group> groups,
    Optional<Told> told,
    Closings closings,
    long lateReplies,
    OptionalLong memoryBefore,
    OptionalLong memoryAfter) {
  /** Copies; the histogram must not change any more. */
  public StreamsMeasured {
    if (established < 0 || aliveAtEnd < 0) {
      throw new IllegalArgumentException(
          "connections must not be fewer than none: " + established + ", " + aliveAtEnd);
    }
    groups = List.copyOf(groups);
  }

  /** How much memory each connection took, at most, if any was made and the memory is known. */
  public OptionalLong memoryPerConnection() {
    return established > 0 && memoryBefore.isPresent() && memoryAfter.isPresent()
        ? OptionalLong.of((memoryAfter.getAsLong() - memoryBefore.getAsLong()) / established)
        : OptionalLong.empty();
  }

  /**
   * Which end closed the sockets that users had, until they had settled. Who does not read notices
   * only when it reads on; what nobody noticed is in neither.
   *
   * @param byServer closed or cut off by the server
   * @param byUsers closed by their users, who left or did not wait any longer
   */
  public record Closings(long byServer, long byUsers) {
    /** Validates. */
    public Closings {
      if (byServer < 0 || byUsers < 0) {
        throw new IllegalArgumentException(
            "sockets closed must not be fewer than none: " + byServer + ", " + byUsers);
      }
    }
  }

  /**
   * The most that waited in front of any one socket, of all looks; {@link PerClass#NOT_SAID} for
   * what the server left out.
   *
   * @param limitMessages how many messages may wait there
   * @param limitBytes how many bytes of these
   */
  public record Fullest(long messages, long bytes, long limitMessages, long limitBytes) {
    /** Nothing was told. */
    public static final Fullest UNTOLD =
        new Fullest(PerClass.NOT_SAID, PerClass.NOT_SAID, PerClass.NOT_SAID, PerClass.NOT_SAID);

    /** The fuller of both in each. */
    public Fullest or(Fullest other) {
      return new Fullest(
          Math.max(messages, other.messages),
          Math.max(bytes, other.bytes),
          Math.max(limitMessages, other.limitMessages),
          Math.max(limitBytes, other.limitBytes));
    }
  }

  /**
   * Users who read in one way.
   *
   * @param reading its name in reports
   * @param users how many they were
   * @param outcomes how many of their messages ended how; every outcome has an entry
   * @param latency of those that were answered, in nanoseconds, from the actual send
   */
  public record Group(String reading, int users, Map<Outcome, Long> outcomes, Histogram latency) {
    /** Validates and copies the map; the histogram must not change any more. */
    public Group {
      if (users < 1) {
        throw new IllegalArgumentException("a group must have users: " + users);
      }
      outcomes = Map.copyOf(outcomes);
    }

    /** How many messages ended so. */
    public long count(Outcome outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }
  }

  /**
   * What the server told of its streams. Counts by class; one that it left out is {@link
   * PerClass#NOT_SAID}.
   *
   * @param produced by all streams there ever were, as of the last look
   * @param returned what was handed back to sessions when their sockets closed
   * @param looks how often it was asked
   * @param most the most streams that were seen in each state at once, by the state's name
   * @param closed how many streams were gone at the last look, or {@link PerClass#NOT_SAID}
   * @param fullest the most that waited for any socket at any look
   */
  public record Told(
      PerClass produced,
      PerClass sent,
      PerClass dropped,
      PerClass returned,
      long looks,
      Map<String, Long> most,
      long closed,
      Fullest fullest) {
    /** Copies, keeping the order of the states. */
    public Told {
      if (looks < 1) {
        throw new IllegalArgumentException("what was told was asked for: " + looks);
      }
      most = Collections.unmodifiableMap(new LinkedHashMap<>(most));
    }
  }
}
