package dev.proofload.loadgen.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The control groups that limit this process's processor time: its own and those around it, since
 * the tightest counts. Reads both versions of the kernel's interface, cgroup-v2.rst and
 * sched-bwc.rst. Elsewhere than on Linux there are none. Never fails.
 *
 * <p>Immutable.
 */
final class QuotaGroups {
  private static final Pattern GROUP = Pattern.compile("\\d+:([^:]*):(/.*)");

  /** The root of what is mounted, where it is mounted, the file system, and its own options. */
  private static final Pattern MOUNT =
      Pattern.compile("\\S+ \\S+ \\S+ (\\S+) (\\S+) .*? - (cgroup2?) \\S+ (\\S+)");

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** Nobody nests them deeper, and a look reads each. */
  private static final int MOST = 32;

  private final List<Path> folders;

  private QuotaGroups(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * What a group had used at one time.
   *
   * @param processors that it may use
   * @param periods in which it used anything
   * @param stopped periods among them at whose end it stood still
   */
  record Count(double processors, long periods, long stopped) {
    private Optional<Quota> since(Count earlier) {
      long all = periods - earlier.periods;
      long of = Math.clamp(stopped - earlier.stopped, 0, Math.max(0, all));
      return Optional.of(new Quota(processors, all <= 0 ? 0 : (double) of / all));
    }
  }

  /** Of this process, by its folder below {@code /proc} and what is mounted. */
  static QuotaGroups of(List<String> cgroup, List<String> mountinfo) {
    List<String[]> groups =
        cgroup.stream()
            .map(GROUP::matcher)
            .filter(Matcher::matches)
            .map(group -> new String[] {group.group(1), group.group(2)})
            .toList();
    List<Path> folders = new ArrayList<>();
    for (String line : mountinfo) {
      Matcher mount = MOUNT.matcher(line);
      if (mount.matches()) {
        boolean second = mount.group(3).equals("cgroup2");
        if (second || words(mount.group(4)).contains("cpu")) {
          groups.stream()
              .filter(group -> second ? group[0].isEmpty() : words(group[0]).contains("cpu"))
              .findFirst()
              .ifPresent(
                  group -> climb(plain(mount.group(1)), plain(mount.group(2)), group[1], folders));
        }
      }
    }
    return new QuotaGroups(folders);
  }

  private static List<String> words(String list) {
    return List.of(list.split(",", -1));
  }

  /** Blanks and the like are escaped in lists of mounts. */
  private static String plain(String escaped) {
    return OCTAL
        .matcher(escaped)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(found.group(1), 8))));
  }

  /**
   * From the group to the top of what is mounted. In a container that is often the group itself.
   */
  private static void climb(String root, String mounted, String group, List<Path> folders) {
    try {
      Path top = Path.of(mounted).normalize();
      Path within = Path.of(group).normalize();
      Path below = within.startsWith(root) ? Path.of(root).relativize(within) : Path.of("");
      for (Path folder = top.resolve(below).normalize();
          folder != null && folder.startsWith(top) && folders.size() < MOST;
          folder = folder.getParent()) {
        folders.add(folder);
      }
    } catch (InvalidPathException e) {
      // Not a name that this system has; then it is not known what limits the process.
      return;
    }
  }

  /** What each had used until now; empty for those without a limit. */
  List<Optional<Count>> look() {
    return folders.stream().map(QuotaGroups::count).toList();
  }

  /** Of the group that was stopped most between two looks, or may have least; empty without any. */
  static Optional<Quota> tightest(List<Optional<Count>> from, List<Optional<Count>> to) {
    Optional<Quota> tightest = Optional.empty();
    for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
      Optional<Count> before = from.get(i);
      Optional<Quota> quota = to.get(i).flatMap(now -> before.flatMap(now::since));
      if (quota.isPresent() && tightest.map(other -> isTighter(quota.get(), other)).orElse(true)) {
        tightest = quota;
      }
    }
    return tightest;
  }

  private static boolean isTighter(Quota one, Quota other) {
    return one.stopped() == other.stopped()
        ? one.processors() < other.processors()
        : one.stopped() > other.stopped();
  }

  private static Optional<Count> count(Path folder) {
    List<String> max = lines(folder.resolve("cpu.max"));
    String[] limit =
        max.isEmpty()
            ? new String[] {
              first(lines(folder.resolve("cpu.cfs_quota_us"))),
              first(lines(folder.resolve("cpu.cfs_period_us")))
            }
            : max.getFirst().split(" ", -1);
    List<String> stat = lines(folder.resolve("cpu.stat"));
    OptionalLong quota = number(limit[0]);
    OptionalLong period = limit.length > 1 ? number(limit[1]) : OptionalLong.empty();
    OptionalLong periods = value(stat, "nr_periods ");
    OptionalLong stopped = value(stat, "nr_throttled ");
    return quota.orElse(0) > 0 && period.orElse(0) > 0 && periods.isPresent() && stopped.isPresent()
        ? Optional.of(
            new Count(
                (double) quota.getAsLong() / period.getAsLong(),
                periods.getAsLong(),
                stopped.getAsLong()))
        : Optional.empty();
  }

  private static String first(List<String> lines) {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  private static OptionalLong value(List<String> stat, String key) {
    return stat.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> number(line.substring(key.length())))
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /** Neither "max" nor -1, which both say that there is no limit. */
  private static OptionalLong number(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }
}
