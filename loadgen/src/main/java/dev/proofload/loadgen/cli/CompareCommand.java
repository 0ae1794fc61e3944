package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.report.Comparison;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loadgen compare}. */
@Command(
    name = "compare",
    description = {
      "Puts two saved runs side by side: what was measured, the verdicts, and in what they differ.",
      "It does not say whether a difference is more than chance."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen compare results/runs/BEFORE results/runs/AFTER",
      "  loadgen compare before/report.json after/report.json --md >> comment.md",
      "",
      "Exit codes: 0 both were read, however they compare; 1 could not be read;",
      "2 usage."
    })
final class CompareCommand extends AskedCommand {
  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A report.json that loadgen run wrote, or its folder.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path second = Path.of("");

  @ArgGroup private @Nullable Form form;

  /** In which form it is printed, if not as plain text. */
  static final class Form {
    @Option(names = "--json", description = "JSON on standard output, not a table.")
    @SuppressWarnings("unused")
    private boolean json;

    @Option(names = "--md", description = "Markdown, to paste into a pull request.")
    private boolean markdown;
  }

  @Override
  public Integer call() {
    Comparison comparison = new Comparison(side(first), side(second));
    CommandSpec command = command();
    PrintWriter out = command.commandLine().getOut();
    if (form == null) {
      out.print(comparison.text());
    } else {
      out.print(form.markdown ? comparison.markdown() : comparison.json());
    }
    out.flush();
    return ExitCode.PASS;
  }

  private static Comparison.Side side(Path given) {
    return new Comparison.Side(SavedRuns.file(given).toString(), SavedRuns.read(given));
  }
}
