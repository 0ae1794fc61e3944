package dev.proofload.loadgen.cli;

import java.util.List;

/**
 * A value that was given for an option elsewhere than on the command line.
 *
 * @param name of the option, without its dashes
 * @param values as text, at least one; several only for an option that may be given several times
 * @param source where it was given: {@code load.yaml:3} or {@code LOADGEN_USERS}
 */
record Setting(String name, List<String> values, String source) {
  /** Validates. */
  Setting {
    if (name.isEmpty() || values.isEmpty() || source.isEmpty()) {
      throw new IllegalArgumentException(
          "a setting needs a name, a value and a source: " + name + ", " + values + ", " + source);
    }
    values = List.copyOf(values);
  }
}
