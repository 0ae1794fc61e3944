package dev.proofload.loadgen.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 30s:1000}: in 30 seconds to 1,000 a second. */
final class StageConverter implements ITypeConverter<StageConverter.Goal> {
  /**
   * Where a stage goes to.
   *
   * @param perSecond operations a second at its end
   */
  record Goal(Duration length, double perSecond) {
    /** As it is written on the command line. */
    @Override
    public String toString() {
      return length.toMillis() + "ms:" + perSecond;
    }
  }

  @Override
  public Goal convert(String value) {
    int colon = value.indexOf(':');
    if (colon < 0) {
      throw new TypeConversionException(
          "'" + value + "' is no stage: write 30s:1000, in 30 seconds to 1,000 a second");
    }
    return new Goal(
        new DurationConverter().convert(value.substring(0, colon)),
        RateConverter.parse(value.substring(colon + 1)));
  }
}
