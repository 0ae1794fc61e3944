package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proofload.loadgen.testkit.Plans;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceAddressesTest {
  private static final Endpoint HERE = new Endpoint("127.0.0.1", 4004, 4005);
  private static final Endpoint ELSEWHERE = new Endpoint("192.0.2.7", 4004, 4005);
  private static final SystemLimits PLENTY = new SystemLimits(1_000_000, 28_232);

  @Test
  void theSystemChoosesWhereItsPortsSuffice() {
    assertThat(of(20_000, HERE, 0).of(7)).isEmpty();
    assertThat(of(20_000, ELSEWHERE, 0).of(7)).isEmpty();
    assertThat(of(20, HERE, 1).of(7)).isEmpty();
  }

  @Test
  void usersComeFromAsManyAddressesAsAreNeeded() {
    SourceAddresses sources = of(50_000, HERE, 0);
    assertThat(
            IntStream.range(0, 50_000)
                .mapToObj(sources::of)
                .flatMap(Optional::stream)
                .distinct()
                .map(SourceAddressesTest::text))
        .containsExactly("127.0.0.1:0", "127.0.0.2:0", "127.0.0.3:0");
  }

  @Test
  void usersComeFromAsManyAddressesAsIsAsked() {
    SourceAddresses sources = of(300, HERE, 300);
    assertThat(sources.of(0).map(SourceAddressesTest::text)).hasValue("127.0.0.1:0");
    assertThat(sources.of(255).map(SourceAddressesTest::text)).hasValue("127.0.1.0:0");
    assertThat(sources.of(299).map(SourceAddressesTest::text)).hasValue("127.0.1.44:0");
  }

  @Test
  void elsewhereThereIsNothingToSpread() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> of(20, ELSEWHERE, 4))
        .withMessage(
            "--source-addresses spreads connections over 127.0.0.0/8, and 192.0.2.7 is not there:"
                + " leave it out");
  }

  @Test
  void tooFewPortsAreNamed() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> of(30_000, ELSEWHERE, 0))
        .withMessage(
            "30000 users need as many local ports, and there are 28232: widen"
                + " net.ipv4.ip_local_port_range, or drive fewer users");
  }

  @Test
  void tooFewDescriptorsAreNamed() {
    LoadPlan plan = Plans.plan().users(600).transport(Transport.BOTH).make();
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(
            () -> SourceAddresses.of(plan, HERE, Dialing.AT_ONCE, new SystemLimits(1_024, 28_232)))
        .withMessageStartingWith(
            "600 users need 1300 open files, and this process may have 1024: raise the limit");
  }

  @Test
  void readsTheRangeOfPorts(@TempDir Path root) throws IOException {
    Path file = root.resolve("proc/sys/net/ipv4/ip_local_port_range");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "32768\t60999\n");
    assertThat(SystemLimits.probe(root).ports()).isEqualTo(28_232);
    Files.writeString(file, "odd\n");
    assertThat(SystemLimits.probe(root).ports()).isEqualTo(64_511);
    assertThat(SystemLimits.probe(root.resolve("none")).descriptors()).isPositive();
  }

  private static SourceAddresses of(int users, Endpoint endpoint, int addresses) {
    return SourceAddresses.of(
        Plans.plan().users(users).make(), endpoint, new Dialing(0, addresses), PLENTY);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
