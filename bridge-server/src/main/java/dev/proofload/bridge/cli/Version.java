package dev.proofload.bridge.cli;

import picocli.CommandLine.IVersionProvider;

/** Which bridge this is, as the build has written it into the jar. */
final class Version implements IVersionProvider {
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"bridge " + text()};
  }
}
