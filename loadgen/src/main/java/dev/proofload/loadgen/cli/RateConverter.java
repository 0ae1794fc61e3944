package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.workload.RateStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 5000/s}, {@code 300/m}, {@code 0.5/s}; a number alone is a second's. */
final class RateConverter implements ITypeConverter<Double> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(/s|/m)?");
  private static final double SECONDS_A_MINUTE = 60;

  @Override
  public Double convert(String value) {
    return parse(value);
  }

  /**
   * Operations a second.
   *
   * @throws TypeConversionException if it is no rate
   */
  static double parse(String value) {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + value + "' is no rate: write 5000/s or 300/m");
    }
    double rate = Double.parseDouble(matcher.group(1));
    double perSecond = "/m".equals(matcher.group(2)) ? rate / SECONDS_A_MINUTE : rate;
    if (perSecond > RateStage.MAX_RATE) {
      throw new TypeConversionException(
          "'" + value + "' is more than " + (long) RateStage.MAX_RATE + " a second");
    }
    return perSecond;
  }
}
