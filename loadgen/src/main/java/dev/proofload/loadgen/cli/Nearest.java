package dev.proofload.loadgen.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who misspelt a name. */
final class Nearest {
  private static final int LEAST_PATIENCE = 2;
  private static final int LETTERS_PER_MISTAKE = 4;

  private Nearest() {}

  /** The name that is fewest mistakes away, unless that is too many. */
  static Optional<String> to(String written, Collection<String> names) {
    int most = Math.max(LEAST_PATIENCE, written.length() / LETTERS_PER_MISTAKE);
    return names.stream()
        .filter(name -> mistakes(written, name) <= most)
        .min(
            Comparator.<String>comparingInt(name -> mistakes(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Letters to be put in, left out or replaced (Levenshtein's distance). */
  static int mistakes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
