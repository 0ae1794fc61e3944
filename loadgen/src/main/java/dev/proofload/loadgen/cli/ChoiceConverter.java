package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.report.Format;
import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.Transport;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads one of a few words, in any case; refuses others with the list of those there are. A shell
 * completes the words that it goes through.
 */
abstract class ChoiceConverter<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
  private final List<E> choices;

  private ChoiceConverter(Class<E> type) {
    this.choices = List.of(type.getEnumConstants());
  }

  /** Of {@code --transport}. */
  static final class OfTransport extends ChoiceConverter<Transport> {
    OfTransport() {
      super(Transport.class);
    }
  }

  /** Of {@code --checks}. */
  static final class OfChecks extends ChoiceConverter<RunCommand.Checks> {
    OfChecks() {
      super(RunCommand.Checks.class);
    }
  }

  /** Of {@code --arrivals}. */
  static final class OfArrivals extends ChoiceConverter<Arrivals> {
    OfArrivals() {
      super(Arrivals.class);
    }
  }

  /** Of {@code --slow-reader}. */
  static final class OfSlowReader extends ChoiceConverter<OutboxOptions.SlowReader> {
    OfSlowReader() {
      super(OutboxOptions.SlowReader.class);
    }
  }

  /** Of {@code --format}. */
  static final class OfFormat extends ChoiceConverter<Format> {
    OfFormat() {
      super(Format.class);
    }
  }

  @Override
  public final E convert(String value) {
    return choices.stream()
        .filter(choice -> word(choice).equals(value.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no '" + value + "': write one of " + String.join(", ", this)));
  }

  @Override
  public final Iterator<String> iterator() {
    return choices.stream().map(ChoiceConverter::word).iterator();
  }

  /** As it is written. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
