package dev.proofload.loadgen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The three tables of memory, from what {@code bridge footprint} prints. */
final class FootprintTables {
  private FootprintTables() {}

  /**
   * Lets the bridge weigh its parts. Blocks until that is done, some seconds.
   *
   * @param home the project's folder
   * @throws RunFailure if it can't, or prints something else
   */
  static List<Figures.Table> measure(Path home) throws InterruptedException {
    Path launcher = home.resolve("bin/bridge");
    try {
      Process process =
          new ProcessBuilder(launcher.toString(), "footprint")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      JsonNode figures = new ObjectMapper().readTree(process.getInputStream());
      if (process.waitFor() != 0 || figures == null || !figures.isObject()) {
        throw new RunFailure(launcher + " footprint printed no figures");
      }
      return tables(figures);
    } catch (IOException e) {
      throw new RunFailure(launcher + " footprint failed: " + e.getMessage(), e);
    }
  }

  /** The tables of figures in the form that {@code bridge footprint} prints. */
  static List<Figures.Table> tables(JsonNode figures) {
    return List.of(
        table(
            "session_bytes",
            "Memory of a session with 20 messages",
            "Ours: after 10 turns of short texts (20 messages, both sides counted), with its"
                + " share of every map and list, counted object by object.",
            "bytes a session",
            new TreeMap<>(PaperFigures.SESSION_BYTES),
            figures.path("session_bytes_by_sessions"),
            "session"),
        table(
            "message_bytes",
            "Memory of a stored message of about 450 characters",
            "By the window of turns; the history holds twice as many messages, both sides counted.",
            "bytes a message",
            new TreeMap<>(PaperFigures.MESSAGE_BYTES),
            figures.path("message_bytes_by_window"),
            "turn"),
        new Figures.Table(
            "crisis_state_bytes",
            "Memory of crisis states, and sessions in a gigabyte",
            "Over 10,000 crisis states; a session as above, 10,000 of them.",
            List.of("bytes a crisis state", "sessions per GB"),
            List.of(
                new Figures.Row(
                    "bridge",
                    "paper",
                    List.of(PaperFigures.CRISIS_STATE_BYTES, PaperFigures.SESSIONS_PER_GB)),
                new Figures.Row(
                    "bridge",
                    "ours",
                    List.of(
                        number(figures, "crisis_state_bytes"),
                        number(figures, "sessions_per_gb"))))));
  }

  private static Figures.Table table(
      String key,
      String title,
      String note,
      String column,
      Map<Integer, Double> paper,
      JsonNode ours,
      String what) {
    List<Figures.Row> rows = new ArrayList<>();
    paper.forEach(
        (count, bytes) -> {
          String label = count + " " + what + (count == 1 ? "" : "s");
          rows.add(new Figures.Row(label, "paper", List.of(bytes)));
          rows.add(new Figures.Row(label, "ours", List.of(number(ours, count.toString()))));
        });
    return new Figures.Table(key, title, note, List.of(column), rows);
  }

  private static double number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isNumber()) {
      throw new RunFailure("bridge footprint printed no number for " + key);
    }
    return value.asDouble();
  }
}
