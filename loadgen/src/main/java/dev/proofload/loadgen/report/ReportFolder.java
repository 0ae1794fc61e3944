package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that a run's files are written to. A file appears in it whole or not at all. */
public final class ReportFolder {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String WAY_OUT = "; choose another folder with --output";

  private final Path path;
  private final boolean made;

  private ReportFolder(Path path, boolean made) {
    this.path = path;
    this.made = made;
  }

  /**
   * Makes the folder, if need be, and proves that files can be written in it. An existing folder is
   * used as it is: reports in it are replaced.
   *
   * @throws IOException whose message is a sentence for the user, with the path and the way out
   */
  public static ReportFolder at(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new IOException("The output folder " + path + " is a file" + WAY_OUT);
    }
    boolean missing = !Files.exists(path);
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, ".writable", ".tmp"));
    } catch (IOException e) {
      throw new IOException("The output folder " + path + " can't be written to" + WAY_OUT, e);
    }
    return new ReportFolder(path, missing);
  }

  /**
   * Makes a new folder {@code results/runs/TIMESTAMP-NAME}, the timestamp in UTC, with a number
   * behind it if there is one of that name already.
   *
   * @param base what {@code results} is relative to, the current folder as a rule
   * @param name of the run; what does not fit in a file's name becomes a dash
   * @throws IOException as from {@link #at}
   */
  public static ReportFolder create(Path base, String name, Instant startedAt) throws IOException {
    Path runs = at(base.resolve("results").resolve("runs")).path();
    String first = STAMP.format(startedAt) + "-" + fileName(name);
    Path folder = runs.resolve(first);
    for (int number = 2; Files.exists(folder); number++) {
      folder = runs.resolve(first + "-" + number);
    }
    try {
      return new ReportFolder(Files.createDirectory(folder), true);
    } catch (IOException e) {
      throw new IOException("The output folder " + folder + " can't be made" + WAY_OUT, e);
    }
  }

  /**
   * The folder that a user chose, or a new one where none was chosen.
   *
   * @param chosen null: none
   * @param name what a new one is called after
   * @throws IOException as from {@link #at(Path)}
   */
  public static ReportFolder at(@Nullable Path chosen, String name, Instant startedAt)
      throws IOException {
    return chosen == null ? create(Path.of(""), name, startedAt) : at(chosen);
  }

  private static String fileName(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    return safe.isEmpty() ? "run" : safe.substring(0, Math.min(64, safe.length()));
  }

  /**
   * Writes the page that draws what went wrong, or, where nothing did, takes away the one of an
   * earlier run.
   *
   * @param title what the run is called
   * @throws IOException whose message is a sentence for the user
   */
  public void writeWitnesses(String title, List<CheckResult> checks) throws IOException {
    if (WitnessPage.isWorthwhile(checks)) {
      write(WitnessPage.FILE, WitnessPage.render(title, checks));
    } else {
      Files.deleteIfExists(file(WitnessPage.FILE));
    }
  }

  /**
   * Writes a run's reports. The log that grows while a run goes on is written elsewhere.
   *
   * @param formats to write
   * @param stale those in which an earlier run's reports are taken away
   * @throws IOException whose message is a sentence for the user
   */
  public void save(Set<Format> formats, Set<Format> stale, SavedRun run) throws IOException {
    for (Format format : stale) {
      Files.deleteIfExists(file(format.file()));
    }
    for (Format format : formats) {
      Optional<String> text = format.render(run);
      if (text.isPresent()) {
        write(format.file(), text.get());
      }
    }
    writeWitnesses(run.record().info().name(), run.checks());
  }

  /** Whether a run's reports are in the folder. */
  public static boolean holdsReports(Path folder) {
    return Stream.of(Format.values())
        .anyMatch(format -> Files.exists(folder.resolve(format.file())));
  }

  /** Takes the folder away again, if it was made for a run that has nothing to put into it. */
  public void leave() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      if (made && files.findAny().isEmpty()) {
        Files.delete(path);
      }
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Where a file of this name is or will be. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Writes a file in UTF-8 under another name and then renames it, so that no reader, and no later
   * run, ever finds half of it.
   *
   * @return where it is
   * @throws IOException whose message is a sentence for the user
   */
  public Path write(String name, String text) throws IOException {
    Path file = file(name);
    Path part = file("." + name + ".part");
    try {
      // Half a character, which a server may well send, must not cost the whole report.
      Files.write(part, text.getBytes(StandardCharsets.UTF_8));
      return Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("Could not write " + file + WAY_OUT, e);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
