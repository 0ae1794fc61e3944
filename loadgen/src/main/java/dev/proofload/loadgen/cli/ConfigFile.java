package dev.proofload.loadgen.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a file of settings: one YAML 1.2 mapping of names to values or lists of values. All values
 * are texts, as on a command line; what they mean is for others to say.
 *
 * <p>Whatever is wrong is an {@link IllegalArgumentException} whose message names file and line.
 */
final class ConfigFile {
  private static final long MAX_BYTES = 1 << 20;

  private final Path file;

  private ConfigFile(Path file) {
    this.file = file;
  }

  /** All that the file sets, in its order. */
  static List<Setting> read(Path file) {
    return new ConfigFile(file).settings();
  }

  private List<Setting> settings() {
    Optional<Node> root = parse(text());
    if (root.isEmpty()) {
      return List.of();
    }
    if (!(root.get() instanceof MappingNode mapping)) {
      throw refuse(root.get(), "settings are written as 'name: value', one a line");
    }
    Map<String, Setting> found = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getValue().isEmpty()) {
        throw refuse(tuple.getKeyNode(), "the name of a setting is a word");
      }
      String name = key.getValue();
      Setting earlier = found.get(name);
      if (earlier != null) {
        throw refuse(key, name + " is set twice: also at " + earlier.source());
      }
      List<String> values = values(name, tuple.getValueNode());
      if (!values.isEmpty()) {
        found.put(name, new Setting(name, values, place(key)));
      }
    }
    return List.copyOf(found.values());
  }

  private String text() {
    try {
      if (Files.isDirectory(file)) {
        throw new IllegalArgumentException(file + " is a folder, and no file of settings");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            file + " is larger than " + MAX_BYTES + " bytes, and no file of settings");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file + " to read settings from", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not written in UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private Optional<Node> parse(String text) {
    try {
      return new Compose(
              LoadSettings.builder()
                  .setLabel(file.toString())
                  .setSchema(new CoreSchema())
                  .setAllowNonScalarKeys(true)
                  .build())
          .composeString(text);
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(this::place).orElse(file.toString());
      throw new IllegalArgumentException(where + ": this is not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + ": this is not YAML: " + e.getMessage(), e);
    }
  }

  private List<String> values(String name, Node value) {
    if (value instanceof SequenceNode sequence) {
      List<String> values = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        values.add(scalar(name, item));
      }
      return values;
    }
    return List.of(scalar(name, value));
  }

  private String scalar(String name, Node value) {
    if (!(value instanceof ScalarNode scalar)) {
      throw refuse(value, name + " must be a value, or a list of values: nothing nested");
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      throw refuse(value, name + " has no value: write one, or leave it out");
    }
    return scalar.getValue();
  }

  private IllegalArgumentException refuse(Node at, String why) {
    return new IllegalArgumentException(place(at) + ": " + why);
  }

  private String place(Node node) {
    return node.getStartMark().map(this::place).orElse(file.toString());
  }

  private String place(Mark mark) {
    return file + ":" + (mark.getLine() + 1);
  }
}
