package dev.proofload.loadgen.check;

import java.util.Locale;

/** What a check says in the end. The later outweighs the earlier. */
public enum Verdict {
  /** Something was judged, and all of it was right. */
  VALID,
  /** Nothing could be judged. */
  UNKNOWN,
  /** Something was wrong that no legal order of events explains. */
  VIOLATED;

  /** The name that stands in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
