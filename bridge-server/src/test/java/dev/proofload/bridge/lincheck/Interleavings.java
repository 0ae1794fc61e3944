package dev.proofload.bridge.lincheck;

import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How Lincheck looks for an interleaving that no sequential order explains: by running scenarios
 * over and over on real threads, and by choosing the switches between threads itself. Bounded by
 * counts, never by time, so that a slow machine looks at as much as a fast one. More of them:
 * {@code -Dlincheck.scenarios=100}.
 */
final class Interleavings {
  private static final int SCENARIOS = Integer.getInteger("lincheck.scenarios", 6);

  /**
   * Where no switch happens: in collections, which are used under a lock or are atomic by their own
   * contract, and in what shares nothing. Steps inside them would cost much and tell nothing. What
   * they call back is run in one step too, and must not wait for a lock: so no test hands a lock's
   * user to {@code forEach}.
   */
  private static final ManagedStrategyGuarantee TRUSTED =
      ManagedStrategyGuaranteeKt.forClasses(Interleavings::isTrusted).allMethods().treatAsAtomic();

  private Interleavings() {}

  /** With two more operations once all threads are done. */
  static void stress(Class<?> test, Class<?> specification) {
    stress(test, specification, 2);
  }

  /** With two more operations once all threads are done. */
  static void modelCheck(Class<?> test, Class<?> specification) {
    modelCheck(test, specification, 2);
  }

  /** Real threads, real races. */
  static void stress(Class<?> test, Class<?> specification, int operationsAfter) {
    new StressOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(600)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(operationsAfter)
        .sequentialSpecification(specification)
        .check(test);
  }

  /** Chosen switches, so that what is found is found again. */
  static void modelCheck(Class<?> test, Class<?> specification, int operationsAfter) {
    new ModelCheckingOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(operationsAfter)
        .addGuarantee(TRUSTED)
        .sequentialSpecification(specification)
        .check(test);
  }

  private static boolean isTrusted(String className) {
    return (className.startsWith("java.util.")
            && !className.startsWith("java.util.function.")
            && !className.startsWith("java.util.concurrent.locks.")
            && !className.startsWith("java.util.concurrent.atomic."))
        || className.equals("dev.proofload.bridge.protocol.JsonAnswers")
        || className.equals("dev.proofload.bridge.session.History")
        || className.equals("dev.proofload.bridge.lincheck.Rendering");
  }
}
