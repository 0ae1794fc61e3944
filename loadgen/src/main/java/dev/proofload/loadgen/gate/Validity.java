package dev.proofload.loadgen.gate;

import dev.proofload.loadgen.record.Pause;
import dev.proofload.loadgen.record.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a run says something about the system under test, or about the generator.
 *
 * <p>A second is bad if the generator's own delay was a tenth or more of the latency that it
 * measured, and a {@link Limit} of its own, not the system under test, was the cause. A run is
 * invalid if at least three seconds in a row were bad and these are a hundredth of it, since less
 * does not move a p99; or if at least three were and these are a fifth of it. A run of less than
 * five seconds is too short to tell moments from the whole, and never invalid.
 *
 * @param sentence which limit was hit, by how much, and what to do; empty if the run is not invalid
 * @param notes what was short enough not to matter, one sentence each
 */
public record Validity(Verdict verdict, String sentence, List<String> notes) {
  private static final int SUSTAINED = 3;
  private static final int SHORTEST = 5;
  private static final double PART_IN_A_ROW = 0.01;
  private static final double PART = 0.2;
  private static final int MOST_NOTES = 5;
  private static final long LONG_PAUSE_NANOS = 100_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  /** What to make of a run. */
  public enum Verdict {
    /** The generator kept out of the way. */
    VALID("valid"),
    /** It was in the way for moments. */
    NOTED("noted"),
    /** It was the bottleneck: the numbers are its own. */
    INVALID("invalid");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    /** The name that stands in reports. */
    public String label() {
      return label;
    }
  }

  /** Copies. */
  public Validity {
    notes = List.copyOf(notes);
  }

  /** Seconds one after the other that are bad for one reason. */
  private record Blip(Limit limit, List<Second> seconds) {}

  /** Judges a run. */
  public static Validity of(RunRecord run) {
    List<Second> seconds = Second.of(run);
    List<Blip> blips = blips(seconds);
    List<String> notes = new ArrayList<>();
    longPauses(run, notes);
    shared(seconds, notes);
    if (isSustained(seconds)) {
      Blip worst = worst(blips);
      return new Validity(Verdict.INVALID, sentence(worst, seconds.size()), notes);
    }
    for (Blip blip : blips.subList(0, Math.min(blips.size(), MOST_NOTES))) {
      notes.add(
          "from "
              + seconds(blip.seconds().getFirst().self().startNanos())
              + " for "
              + seconds(length(blip))
              + " "
              + blip.limit().words(blip.seconds())
              + late(blip.seconds()));
    }
    if (blips.size() > MOST_NOTES) {
      notes.add("and " + (blips.size() - MOST_NOTES) + " more such moments");
    }
    return new Validity(notes.isEmpty() ? Verdict.VALID : Verdict.NOTED, "", notes);
  }

  /** What is known to have kept the generator from its work in a second. */
  private static Optional<Limit> limit(Second second) {
    for (Limit limit : Limit.ALL) {
      if (limit.isHit(second)) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }

  private static boolean isSustained(List<Second> seconds) {
    int bad = 0;
    int row = 0;
    int longest = 0;
    for (Second second : seconds) {
      boolean isBad = limit(second).isPresent();
      bad += isBad ? 1 : 0;
      row = isBad ? row + 1 : 0;
      longest = Math.max(longest, row);
    }
    return seconds.size() >= SHORTEST
        && (longest >= Math.max(SUSTAINED, PART_IN_A_ROW * seconds.size())
            || bad >= Math.max(SUSTAINED, PART * seconds.size()));
  }

  private static List<Blip> blips(List<Second> seconds) {
    List<Blip> blips = new ArrayList<>();
    Optional<Limit> before = Optional.empty();
    for (Second second : seconds) {
      Optional<Limit> now = limit(second);
      if (now.isPresent()) {
        if (!now.equals(before)) {
          blips.add(new Blip(now.get(), new ArrayList<>()));
        }
        blips.getLast().seconds().add(second);
      }
      before = now;
    }
    return blips;
  }

  /** All seconds of the reason that there were most of. */
  private static Blip worst(List<Blip> blips) {
    Map<Limit, List<Second>> all = new LinkedHashMap<>();
    for (Blip blip : blips) {
      all.computeIfAbsent(blip.limit(), limit -> new ArrayList<>()).addAll(blip.seconds());
    }
    return all.entrySet().stream()
        .map(entry -> new Blip(entry.getKey(), entry.getValue()))
        .reduce((one, other) -> other.seconds().size() > one.seconds().size() ? other : one)
        .orElseThrow();
  }

  private static String sentence(Blip worst, int seconds) {
    return "the generator was the bottleneck in "
        + worst.seconds().size()
        + " of "
        + seconds
        + " seconds: "
        + worst.limit().words(worst.seconds())
        + late(worst.seconds())
        + ": "
        + worst.limit().wayOut();
  }

  private static String late(List<Second> seconds) {
    return String.format(
        Locale.ROOT,
        "; it was late by %.1f ms (p99) where answers took %.1f ms (p99)",
        Limit.median(seconds, Second::lagNanos) / NANOS_PER_MILLI,
        Limit.median(seconds, Second::answerNanos) / NANOS_PER_MILLI);
  }

  private static long length(Blip blip) {
    return blip.seconds().stream().mapToLong(second -> second.self().lengthNanos()).sum();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_SECOND);
  }

  private static void longPauses(RunRecord run, List<String> notes) {
    List<Pause> pauses =
        run.self().pauses().stream()
            .filter(pause -> pause.lengthNanos() >= LONG_PAUSE_NANOS)
            .toList();
    for (Pause pause : pauses.subList(0, Math.min(pauses.size(), MOST_NOTES))) {
      notes.add(
          String.format(
              Locale.ROOT,
              "it stood still for %.0f ms at %s",
              pause.lengthNanos() / NANOS_PER_MILLI,
              seconds(pause.startNanos())));
    }
    if (pauses.size() > MOST_NOTES) {
      notes.add("and " + (pauses.size() - MOST_NOTES) + " more times for 100 ms or more");
    }
  }

  /** Both on one machine is how it was started, so it is said and no more. */
  private static void shared(List<Second> seconds, List<String> notes) {
    List<Second> shared =
        seconds.stream()
            .filter(second -> limit(second).isEmpty())
            .filter(second -> second.waited() >= Limit.WAITED)
            .filter(second -> second.isDelayed(Limit.LONG_NANOS))
            .toList();
    if (!shared.isEmpty()) {
      notes.add(
          "in "
              + shared.size()
              + " of "
              + seconds.size()
              + " seconds it and the target were short of processors together"
              + late(shared)
              + ": another machine for one of them would show less");
    }
  }
}
