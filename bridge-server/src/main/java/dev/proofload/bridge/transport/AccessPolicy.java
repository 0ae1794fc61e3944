package dev.proofload.bridge.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may reach the bridge. A page that someone's browser has open must not drive the local bridge:
 * neither straight, which its {@code Origin} gives away, nor through a name of its own that it has
 * pointed at this machine, which the {@code Host} gives away. Immutable, thread-safe.
 */
public final class AccessPolicy {
  private final Set<String> hosts;
  private final Set<String> origins;

  /**
   * @param hosts names besides those of the loopback, without a port
   * @param origins foreign origins that may, such as {@code https://example.org}
   */
  public AccessPolicy(Collection<String> hosts, Collection<String> origins) {
    this.hosts = lowerCase(hosts);
    this.origins = lowerCase(origins);
  }

  /** Whether a {@code Host} header names this machine. */
  public boolean allowsHost(String host) {
    return isKnown(nameOf(host));
  }

  /**
   * Whether an {@code Origin} header is the bridge's own or an allowed one.
   *
   * @param httpPort where the bridge's own pages would come from
   */
  public boolean allowsOrigin(String origin, int httpPort) {
    if (origins.contains(origin.toLowerCase(Locale.ROOT))) {
      return true;
    }
    try {
      URI uri = new URI(origin);
      String host = uri.getHost();
      int port = uri.getPort() == -1 ? 80 : uri.getPort();
      return "http".equalsIgnoreCase(uri.getScheme())
          && host != null
          && port == httpPort
          && isKnown(host.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The name in a {@code Host} header, in lower case, without the port. */
  static String nameOf(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    int end = name.startsWith("[") ? name.indexOf(']') + 1 : name.lastIndexOf(':');
    if (end <= 0 || end == name.length()) {
      return name;
    }
    return name.charAt(end) == ':' && isPort(name.substring(end + 1)) ? name.substring(0, end) : "";
  }

  private boolean isKnown(String name) {
    return name.equals("localhost")
        || name.equals("[::1]")
        || isLoopbackAddress(name)
        || hosts.contains(name);
  }

  /** 127.0.0.0/8 in the only notation that means it everywhere: four decimal numbers. */
  private static boolean isLoopbackAddress(String name) {
    if (!name.startsWith("127.")) {
      return false;
    }
    int numbers = 1;
    int value = -1;
    for (int i = 4; i <= name.length(); i++) {
      char c = i == name.length() ? '.' : name.charAt(i);
      if (c == '.') {
        if (value < 0) {
          return false;
        }
        numbers++;
        value = -1;
      } else if (c >= '0' && c <= '9') {
        value = Math.max(0, value) * 10 + (c - '0');
        if (value > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return numbers == 4;
  }

  private static boolean isPort(String text) {
    return text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Set<String> lowerCase(Collection<String> values) {
    return values.stream()
        .map(value -> value.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
