package dev.proofload.loadgen.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 5%} or {@code 0.05}. */
final class ShareConverter implements ITypeConverter<Double> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)(%)?");
  private static final double PERCENT = 100;

  @Override
  public Double convert(String value) {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + value + "' is no share: write 5% or 0.05");
    }
    double number = Double.parseDouble(matcher.group(1));
    return matcher.group(2) == null ? number : number / PERCENT;
  }
}
