package dev.proofload.loadgen.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that may find that it was asked for what can't be. */
abstract class AskedCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  final CommandSpec command() {
    return Objects.requireNonNull(spec, "picocli fills this in");
  }

  /** An error of usage: the caller's, not the program's. */
  final ParameterException usage(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  /**
   * What comes of the options.
   *
   * @param value complains by {@link IllegalArgumentException}, with a sentence for the user
   * @throws ParameterException with that sentence
   */
  final <T> T asked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
