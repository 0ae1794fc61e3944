package dev.proofload.loadgen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The fences of the house: packages stand in the order in which data flows through them. */
class ArchitectureTest {
  private static final String BASE = "dev.proofload.loadgen";
  private static final List<String> ALL =
      List.of(
          "workload",
          "record",
          "target",
          "driver",
          "check",
          "selftest",
          "suite",
          "gate",
          "report",
          "cli");

  /** Package to the packages it may import. What is not named here may import all to its left. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.of(
          "workload", List.of(),
          "record", List.of("workload"),
          "target", List.of("workload", "record"),
          "driver", List.of("workload", "record", "target"),
          "check", List.of("workload", "record"),
          "selftest", List.of("workload", "record", "check"),
          "suite", List.of("workload", "record", "target", "driver", "check"),
          "gate", List.of("record", "check"),
          "report", List.of("record", "check", "selftest", "gate"));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesImportOnlyWhatTheyMay() {
    MAY_IMPORT.forEach(
        (from, allowed) -> {
          List<String> forbidden = new ArrayList<>();
          for (String to : ALL) {
            if (!to.equals(from) && !allowed.contains(to)) {
              forbidden.add(BASE + "." + to + "..");
            }
          }
          noClasses()
              .that()
              .resideInAPackage(BASE + "." + from + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden.toArray(String[]::new))
              .allowEmptyShould(true)
              .check(classes);
        });
  }

  @Test
  void noCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void commandLineOnlyInCli() {
    onlyIn(List.of("cli"), "picocli..");
  }

  @Test
  void socketsOnlyInDriver() {
    onlyIn(List.of("driver"), "io.netty..", "java.net.http..", "java.nio.channels..");
  }

  @Test
  void histogramsOnlyWhereTheyAreRecordedOrRead() {
    onlyIn(List.of("record", "gate", "report"), "org.HdrHistogram..");
  }

  @Test
  void liveMetricsOnlyWhereTheyAreMadeOrServed() {
    onlyIn(List.of("report", "driver"), "io.prometheus..");
  }

  @Test
  void settingsAreReadInCli() {
    onlyIn(List.of("cli"), "org.snakeyaml..");
  }

  /** A bug in a codec shared with the system under test would hide itself. */
  @Test
  void theHarnessNeverUsesTheBridgesOwnClasses() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.proofload.bridge..")
        .check(classes);
  }

  private void onlyIn(List<String> layers, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            layers.stream().map(layer -> BASE + "." + layer + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true)
        .check(classes);
  }
}
