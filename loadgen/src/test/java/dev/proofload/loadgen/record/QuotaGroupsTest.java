package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.QuotaGroups.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaGroupsTest {
  @TempDir Path temp;

  @Test
  void readsTheSecondVersionFromTheGroupToTheTop() throws IOException {
    group("unified/a/b", "max 100000", 7, 0);
    group("unified/a", "50000 100000", 70, 3);
    assertThat(
            QuotaGroups.of(
                    List.of("0::/a/b"),
                    List.of(
                        "31 30 0:28 / /sys/fs/cgroup rw shared:9 - tmpfs tmpfs rw",
                        "40 30 0:37 / " + temp + "/unified rw,relatime shared:9 - cgroup2 cg rw"))
                .look())
        .containsExactly(Optional.empty(), Optional.of(new Count(0.5, 70, 3)), Optional.empty());
  }

  @Test
  void readsTheFirstVersionWhereThatHasTheProcessors() throws IOException {
    write("cpu/a/cpu.cfs_quota_us", "150000\n");
    write("cpu/a/cpu.cfs_period_us", "100000\n");
    write("cpu/a/cpu.stat", "nr_periods 5\nnr_throttled 4\nthrottled_time 99\n");
    write("cpu/cpu.cfs_quota_us", "-1\n");
    write("cpu/cpu.cfs_period_us", "100000\n");
    write("cpu/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    assertThat(
            QuotaGroups.of(
                    List.of("9:name=systemd:/", "4:memory:/m", "1:cpu,cpuacct:/a", "0::/"),
                    List.of(
                        "31 30 0:28 / " + temp + "/cpu rw - cgroup cgroup rw,cpu,cpuacct",
                        "34 30 0:31 / " + temp + "/memory rw - cgroup cgroup rw,memory",
                        "35 30 0:32 / " + temp + "/cpuset rw - cgroup cgroup rw,cpuset"))
                .look())
        .containsExactly(Optional.of(new Count(1.5, 5, 4)), Optional.empty());
  }

  @Test
  void inAContainerWhatIsMountedIsItsGroup() throws IOException {
    group("my groups", "20000 100000", 10, 9);
    assertThat(
            QuotaGroups.of(
                    List.of("0::/docker/1234"),
                    List.of(
                        "40 30 0:37 /docker/1234 " + temp + "/my\\040groups rw - cgroup2 cg rw"))
                .look())
        .containsExactly(Optional.of(new Count(0.2, 10, 9)));
  }

  @Test
  void theGroupThatStoppedItMostCounts() {
    List<Optional<Count>> from =
        List.of(
            Optional.of(new Count(0.5, 10, 5)),
            Optional.of(new Count(2, 100, 1)),
            Optional.empty());
    List<Optional<Count>> to =
        List.of(
            Optional.of(new Count(0.5, 20, 6)),
            Optional.of(new Count(2, 110, 4)),
            Optional.of(new Count(1, 1, 1)));
    assertThat(QuotaGroups.tightest(from, to)).hasValue(new Quota(2, 0.3));
    assertThat(QuotaGroups.tightest(from, from)).hasValue(new Quota(0.5, 0));
    assertThat(QuotaGroups.tightest(to, from).orElseThrow().stopped()).isZero();
    assertThat(QuotaGroups.tightest(List.of(), List.of())).isEmpty();
  }

  @Property
  void noTextBreaksIt(@ForAll String text) {
    String mount = "40 30 0:37 / /nowhere rw - cgroup2 cg rw";
    assertThat(QuotaGroups.of(List.of("0::/" + text), List.of(mount, text)).look())
        .allMatch(Optional::isEmpty);
    assertThat(QuotaGroups.of(List.of(text), List.of("1 2 3 " + text + " - cgroup2 c r")).look())
        .isEmpty();
  }

  private void group(String folder, String max, long periods, long stopped) throws IOException {
    write(folder + "/cpu.max", max + "\n");
    write(
        folder + "/cpu.stat",
        "usage_usec 5\nnr_periods " + periods + "\nnr_throttled " + stopped + "\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
