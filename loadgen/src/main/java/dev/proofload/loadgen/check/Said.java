package dev.proofload.loadgen.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.List;

/** Puts together again what a user sent, from the little that a history keeps of it. */
final class Said {
  private final Names names;
  private final MessageText texts;

  /**
   * @param messageSize bytes of a message's text, at least {@link MessageText#MIN_SIZE}
   */
  Said(Names names, int messageSize) {
    this.names = names;
    this.texts = new MessageText(messageSize);
  }

  /** Where, as whom, to whom, and the text; only what there is of it. */
  String by(Operation operation) {
    List<String> how = new ArrayList<>();
    OperationKind kind = operation.kind();
    if (operation.room() != Operation.NO_ROOM) {
      boolean goes = kind == OperationKind.GO || kind == OperationKind.MOVE;
      how.add((goes ? "to " : "in ") + names.room(operation.room()));
    }
    if (operation.target() != Operation.NOBODY && operation.target() != operation.user()) {
      how.add((kind == OperationKind.WHISPER ? "to " : "of ") + names.id(operation.target()));
    }
    if (operation.nameNumber() != Operation.NO_NAME) {
      how.add("as " + names.username(operation.user(), operation.nameNumber()));
    }
    String text = text(operation);
    return String.join(" ", how) + (how.isEmpty() || text.isEmpty() ? "" : ": ") + text;
  }

  private String text(Operation operation) {
    List<String> choice = texts.texts(operation.kind());
    if (choice.isEmpty()) {
      return "";
    }
    byte[] marker = new byte[Marker.LENGTH];
    Marker.write(operation, marker, 0);
    String said =
        MessageText.isLong(operation)
            ? texts.longText()
            : choice.get(MessageText.index(operation, choice.size()));
    return new String(marker, US_ASCII) + " " + said;
  }
}
