package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The published JSON Schema of {@code report.json}, for any test that writes one. */
public final class ReportSchema {
  private static final Schema SCHEMA = load();

  private ReportSchema() {}

  /** Fails, naming each fault, unless this file is a report as published. */
  public static void validate(Path report) throws IOException {
    assertThat(faults(Files.readString(report))).as("faults of %s", report).isEmpty();
  }

  static List<String> faults(String json) {
    return SCHEMA
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }

  private static Schema load() {
    try (InputStream in =
        Objects.requireNonNull(JsonReport.class.getResourceAsStream("report.schema.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
