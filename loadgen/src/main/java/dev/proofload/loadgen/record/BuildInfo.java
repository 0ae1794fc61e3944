package dev.proofload.loadgen.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What this program was built from.
 *
 * @param version from the jar's manifest, or "unknown" where it runs from a folder of classes
 * @param commit abbreviated, with "-dirty" behind it if files had changed, or "unknown" where it
 *     was built outside a git checkout
 */
public record BuildInfo(String version, String commit) {
  private static final String UNKNOWN = "unknown";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}(-dirty)?");
  private static final String RESOURCE = "build.properties";

  /** Of this program. Blocks for one small file; never fails. */
  public static BuildInfo read() {
    String version = BuildInfo.class.getPackage().getImplementationVersion();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      return new BuildInfo(version == null ? UNKNOWN : version, commit(in));
    } catch (IOException e) {
      return new BuildInfo(version == null ? UNKNOWN : version, UNKNOWN);
    }
  }

  /** The commit that the build wrote down, if it found one. */
  static String commit(@Nullable InputStream in) throws IOException {
    if (in == null) {
      return UNKNOWN;
    }
    Properties properties = new Properties();
    properties.load(in);
    String commit = properties.getProperty("commit", "");
    return COMMIT.matcher(commit).matches() ? commit : UNKNOWN;
  }
}
