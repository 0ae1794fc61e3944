package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which addresses of this machine the users' connections come from. A connection is told from
 * others by both addresses and both ports, so that to one port of a server there are only as many
 * from one address as that has ports. To a server on this machine one can also come from any other
 * address of 127.0.0.0/8.
 *
 * <p>Immutable.
 */
final class SourceAddresses {
  /** For libraries, logs, the event loops and what is asked aside. */
  private static final int SPARE_DESCRIPTORS = 100;

  /** Others use ports too, and a port rests for a minute after its connection was closed. */
  private static final double USABLE = 0.8;

  private final List<InetSocketAddress> addresses;

  private SourceAddresses(List<InetSocketAddress> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  /**
   * For all users of a plan.
   *
   * @throws RunFailure if that many connections can't be had here; the message says which limit is
   *     in the way, how much is needed, and what to do
   */
  static SourceAddresses of(
      LoadPlan plan, Endpoint endpoint, Dialing dialing, SystemLimits limits) {
    requireDescriptors(plan, limits);
    int wanted = dialing.sourceAddresses();
    boolean needed = plan.users() > limits.ports() * USABLE;
    if (wanted <= 1 && !needed) {
      return new SourceAddresses(List.of());
    }
    boolean loopback = isLoopback(endpoint.host()) && isLoopback(endpoint.webSocketHost());
    if (!loopback && wanted > 1) {
      throw new RunFailure(
          "--source-addresses spreads connections over 127.0.0.0/8, and "
              + endpoint.host()
              + " is not there: leave it out");
    }
    if (!loopback || wanted == 1) {
      requirePorts(plan, limits);
      return new SourceAddresses(List.of());
    }
    int enough = (int) Math.ceil(plan.users() / (limits.ports() * USABLE));
    return spread(wanted == 0 ? Math.min(enough, Dialing.MAX_ADDRESSES) : wanted);
  }

  /** Where a user's connections come from; empty if that is left to the system. */
  Optional<InetSocketAddress> of(int user) {
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(addresses.get(user % addresses.size()));
  }

  /** How many there are. */
  int count() {
    return Math.max(1, addresses.size());
  }

  private static void requireDescriptors(LoadPlan plan, SystemLimits limits) {
    long connections =
        IntStream.range(0, plan.users())
            .mapToLong(user -> plan.transport().of(user) == Transport.BOTH ? 2 : 1)
            .sum();
    long needed = SPARE_DESCRIPTORS + connections;
    if (needed > limits.descriptors()) {
      throw new RunFailure(
          plan.users()
              + " users need "
              + needed
              + " open files, and this process may have "
              + limits.descriptors()
              + ": raise the limit (ulimit -Hn; LimitNOFILE, or nofile in"
              + " /etc/security/limits.conf), or drive fewer users");
    }
  }

  private static void requirePorts(LoadPlan plan, SystemLimits limits) {
    if (plan.users() > limits.ports()) {
      throw new RunFailure(
          plan.users()
              + " users need as many local ports, and there are "
              + limits.ports()
              + ": widen net.ipv4.ip_local_port_range, or drive fewer users");
    }
  }

  private static SourceAddresses spread(int count) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int last = i + 1;
      addresses.add(
          new InetSocketAddress(address(new byte[] {127, 0, (byte) (last >> 8), (byte) last}), 0));
    }
    return new SourceAddresses(addresses);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host) instanceof Inet4Address address
          && address.isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
