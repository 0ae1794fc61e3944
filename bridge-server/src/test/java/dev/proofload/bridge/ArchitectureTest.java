package dev.proofload.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The fences of the house: packages stand in the order in which data flows through them. */
class ArchitectureTest {
  private static final String BASE = "dev.proofload.bridge";
  private static final String[] PARTS = {"session", "room", "crisis", "limit", "outbox", "agent"};

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesImportOnlyWhatStandsToTheirLeft() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(BASE + "..")
        .withOptionalLayers(true)
        .layer("protocol")
        .definedBy(BASE + ".protocol..")
        .layer("parts")
        .definedBy(packagesOfParts())
        .layer("service")
        .definedBy(BASE + ".service..")
        .layer("transport")
        .definedBy(BASE + ".transport..")
        .layer("cli")
        .definedBy(BASE + ".cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("transport")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("transport", "cli")
        .whereLayer("parts")
        .mayOnlyBeAccessedByLayers("service", "transport", "cli")
        .check(classes);
  }

  @Test
  void noCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void commandLineOnlyInCli() {
    onlyIn("cli", "picocli..");
  }

  @Test
  void serversOnlyInTransport() {
    onlyIn("transport", "com.sun.net.httpserver..", "org.java_websocket..");
  }

  @Test
  void metricsAreToldInTransportOnly() {
    onlyIn("transport", "io.prometheus..");
  }

  private void onlyIn(String layer, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + "." + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true)
        .check(classes);
  }

  private static String[] packagesOfParts() {
    String[] packages = new String[PARTS.length];
    for (int i = 0; i < PARTS.length; i++) {
      packages[i] = BASE + "." + PARTS[i] + "..";
    }
    return packages;
  }
}
