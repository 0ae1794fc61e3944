package dev.proofload.loadgen.record;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Processors as Linux lists them: {@code 0-3,8}. The form is from cpuset(7). */
final class CpuSet {
  private static final Pattern FORM =
      Pattern.compile("\\d{1,5}(-\\d{1,5})?(,\\d{1,5}(-\\d{1,5})?)*");
  private static final String KEY = "Cpus_allowed_list:";

  private CpuSet() {}

  /** Those that a process may run on, from the lines of its {@code status}. */
  static Optional<BitSet> allowed(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(KEY))
        .map(line -> line.substring(KEY.length()).strip())
        .filter(list -> FORM.matcher(list).matches())
        .map(CpuSet::parse)
        .findFirst();
  }

  private static BitSet parse(String list) {
    BitSet cpus = new BitSet();
    for (String range : list.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      if (last >= first) {
        cpus.set(first, last + 1);
      }
    }
    return cpus;
  }
}
