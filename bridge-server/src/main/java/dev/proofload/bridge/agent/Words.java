package dev.proofload.bridge.agent;

import java.util.ArrayList;
import java.util.List;

/** Splits a text into pieces to be sent one by one. */
public final class Words {
  private Words() {}

  /**
   * The words of a text, each with the blanks that follow it: joined, they are the text.
   *
   * @return at least one unless the text is empty
   */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i < text.length(); i++) {
      if (isBlank(text, i - 1) && !isBlank(text, i)) {
        words.add(text.substring(begin, i));
        begin = i;
      }
    }
    if (begin < text.length()) {
      words.add(text.substring(begin));
    }
    return words;
  }

  private static boolean isBlank(String text, int at) {
    return Character.isWhitespace(text.charAt(at));
  }
}
