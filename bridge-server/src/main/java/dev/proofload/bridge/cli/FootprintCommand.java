package dev.proofload.bridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.bridge.service.Footprint;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bridge footprint}: what a session, a message and a crisis state weigh. */
@Command(
    name = "footprint",
    description =
        "Prints, as JSON, the bytes that a session, a stored message and a crisis state take,"
            + " counted object by object in this JVM. A session has had 10 turns of short texts,"
            + " and so holds 20 messages; a stored message has 450 characters.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FootprintCommand implements Callable<Integer> {
  @Override
  public Integer call() throws JsonProcessingException {
    PrintStream results = System.out;
    Map<String, Object> figures;
    // JOL says on standard output by which of its ways it asks the JVM; none of them matters here.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      figures = Footprint.all();
    } finally {
      System.setOut(results);
    }
    results.println(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    return 0;
  }
}
