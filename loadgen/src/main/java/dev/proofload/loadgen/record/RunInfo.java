package dev.proofload.loadgen.record;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run was.
 *
 * @param name short, for people and folders
 * @param workload the suite that was run
 * @param startedAt when its load began
 * @param url where the system under test listened
 * @param embedded whether it was started for this run alone
 * @param version of this program
 * @param commit it was built from, or "unknown"
 * @param command the command line
 * @param users how many at once
 * @param messagesPerUser how many each was to send, or 0 where a duration bounded the run
 * @param seed what fixed rooms and texts
 * @param settings all settings by their flag's name, in the order of the help, values as text
 * @param ending why it ended
 */
public record RunInfo(
    String name,
    String workload,
    Instant startedAt,
    String url,
    boolean embedded,
    String version,
    String commit,
    String command,
    int users,
    int messagesPerUser,
    long seed,
    Map<String, String> settings,
    Ending ending) {

  /** Copies the settings, keeping their order. */
  public RunInfo {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Why a run ended. */
  public enum Ending {
    /** All was sent and answered, or the time was over. */
    COMPLETED("completed"),
    /**
     * A threshold could not be held any more, so that it was ended; its answers were all judged.
     */
    ABORTED("aborted"),
    /** Somebody stopped it; what was measured until then stands. */
    INTERRUPTED("interrupted"),
    /** The system under test could not be reached any more; what was measured until then stands. */
    TARGET_LOST("target_lost");

    private final String label;

    Ending(String label) {
      this.label = label;
    }

    /** The name that stands in reports. */
    public String label() {
      return label;
    }
  }
}
