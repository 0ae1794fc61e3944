package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.record.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.read();
    return new String[] {"loadgen " + build.version() + " (" + build.commit() + ")"};
  }
}
