package dev.proofload.loadgen.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What messages say after their marker: everyday sentences, some beyond ASCII and some that need
 * escaping, all brought to one size; and sentences in crisis language, brought to the same size.
 *
 * <p>Immutable.
 */
public final class MessageText {
  /** Smallest text, in bytes of UTF-8, that holds a marker and a whole crisis sentence. */
  public static final int MIN_SIZE = 64;

  private static final List<String> EVERYDAY =
      List.of(
          "The kettle is on, and there is tea for everybody.",
          "Has anyone seen the blue folder with the timetable?",
          "It says \"ask at the desk\", so I asked at the desk.",
          "Prends un café, on commence à neuf heures.",
          "My bus was late again; the 17:40 never comes at 17:40.",
          "C:\\forms\\new is where the blank forms are.",
          "お茶はいかがですか。今日は少し寒いですね。",
          "Thank you for yesterday, it went better than I thought 🙂");

  /** Each matches exactly one of the pattern groups that the bridge documents. */
  private static final List<String> CRISIS =
      List.of(
          "I feel suicidal tonight.", "I want to die, I think.", "I keep cutting myself again.");

  private static final String FILLER =
      " and so on and so forth, as people do when they write more,";

  /**
   * Bytes of the {@link #longText}: its words are more pieces of a reply than wait for a reader
   * anywhere, and a few dozen replies of its size fill any queue.
   */
  static final int LONG_SIZE = 16_000;

  /** The phrase by which a chat says the {@link #longText}. */
  static final int LONG = Integer.MIN_VALUE;

  private final List<String> everyday;
  private final List<String> crisis;
  private final String longText;

  /**
   * @param size bytes of marker and text together, at least {@link #MIN_SIZE}
   */
  public MessageText(int size) {
    if (size < MIN_SIZE) {
      throw new IllegalArgumentException(
          "a message of " + size + " bytes is too small: at least " + MIN_SIZE);
    }
    int room = size - Marker.LENGTH - 1;
    everyday = EVERYDAY.stream().map(text -> fit(text, room)).toList();
    crisis = CRISIS.stream().map(text -> fit(text, room)).toList();
    longText = fit(EVERYDAY.getFirst(), Math.max(room, LONG_SIZE - Marker.LENGTH - 1));
  }

  /** All texts of a kind, without markers; empty for a kind that says nothing of its own. */
  public List<String> texts(OperationKind kind) {
    return switch (kind) {
      case CHAT, STREAMED, SAY, EMOTE, WHISPER -> everyday;
      case CRISIS -> crisis;
      case LOOK, WHO, GO, MOVE, DRAIN, HISTORY, SESSIONS, ROOMS, STREAMS -> List.of();
    };
  }

  /** Whether it says the {@link #longText}, and not one of the {@link #texts} of its kind. */
  public static boolean isLong(Operation operation) {
    return operation.phrase() == LONG
        && (operation.kind() == OperationKind.CHAT || operation.kind() == OperationKind.STREAMED);
  }

  /** What a message that {@link #isLong is long} says after its marker. */
  public String longText() {
    return longText;
  }

  /** The text that a message that is not long says after its marker. */
  public static int index(Operation operation, int texts) {
    if (operation.kind() == OperationKind.STREAMED) {
      return operation.phrase() == LONG ? texts - 1 : Math.floorMod(operation.phrase(), texts - 1);
    }
    return Math.floorMod(operation.phrase(), texts);
  }

  private static String fit(String sentence, int bytes) {
    StringBuilder text = new StringBuilder(sentence);
    while (text.length() < bytes) {
      text.append(FILLER);
    }
    List<Integer> codePoints = new ArrayList<>();
    int used = 0;
    for (int codePoint : text.codePoints().toArray()) {
      int length = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (used + length > bytes) {
        break;
      }
      used += length;
      codePoints.add(codePoint);
    }
    StringBuilder fitted = new StringBuilder(bytes);
    codePoints.forEach(fitted::appendCodePoint);
    return fitted.append(".".repeat(bytes - used)).toString();
  }
}
