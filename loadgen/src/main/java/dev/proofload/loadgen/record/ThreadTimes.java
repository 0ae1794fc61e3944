package dev.proofload.loadgen.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of one thread since it was started: the form is from the kernel's sched-stats.rst.
 *
 * @param ranNanos it had a processor
 * @param waitedNanos it could have run, and no processor was free for it
 */
record ThreadTimes(long ranNanos, long waitedNanos) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}) (\\d{1,18}) \\d{1,18}\\s*");

  /** From the text of a thread's {@code schedstat}; empty if it is no such text. */
  static Optional<ThreadTimes> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ThreadTimes(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Of the thread whose folder below {@code /proc} this is. */
  static Optional<ThreadTimes> read(Path folder) {
    try {
      return parse(Files.readString(folder.resolve("schedstat")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
