package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
  private static final String TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:0FA4 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1497 1 00000000b32c55a7 100 0 0 10 0
         1: 0100007F:0FA4 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 1500 1 00000000b32c55a7 20 0 0 10 -1
         2: 0100007F:0FA5 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1498 1 00000000b32c55a7 100 0 0 10 0
      """;

  @TempDir Path proc;

  @Test
  void readsWhoListens() throws IOException {
    Path table = Files.writeString(proc.resolve("tcp"), TCP);
    assertThat(LocalServer.listening(table, 4_004)).containsExactly("1497");
    assertThat(LocalServer.listening(table, 4_005)).containsExactly("1498");
    assertThat(LocalServer.listening(table, 49_153)).isEmpty();
    assertThat(LocalServer.listening(proc.resolve("none"), 4_004)).isEmpty();
  }

  @Test
  void findsTheProcessThatHoldsTheSocket() throws IOException {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(proc.resolve("net/tcp"), TCP);
    for (long pid : new long[] {parent.pid(), ProcessHandle.current().pid()}) {
      Files.createDirectories(proc.resolve(pid + "/fd"));
    }
    Files.createSymbolicLink(proc.resolve(parent.pid() + "/fd/7"), Path.of("socket:[1497]"));
    Files.createSymbolicLink(
        proc.resolve(ProcessHandle.current().pid() + "/fd/7"), Path.of("socket:[1498]"));
    assertThat(LocalServer.process(proc, 4_004)).isEqualTo(Optional.of(parent));
    assertThat(LocalServer.process(proc, 4_005)).as("oneself is nobody else").isEmpty();
    assertThat(LocalServer.process(proc, 4_006)).isEmpty();
  }

  @Test
  void oneselfIsNobodyElse() throws IOException {
    try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(LocalServer.process(new Endpoint("127.0.0.1", own.getLocalPort(), 0))).isEmpty();
    }
  }

  @Test
  void loopbackIsHere() {
    assertThat(LocalServer.isHere("127.0.0.1")).isTrue();
    assertThat(LocalServer.isHere("127.9.9.9")).isTrue();
    assertThat(LocalServer.isHere("::1")).isTrue();
    assertThat(LocalServer.isHere("localhost")).isTrue();
    assertThat(LocalServer.isHere("192.0.2.1")).isFalse();
  }
}
