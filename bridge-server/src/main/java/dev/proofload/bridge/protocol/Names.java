package dev.proofload.bridge.protocol;

/** The rule for user ids, usernames and rooms: 1 to 128 code points, no control characters. */
public final class Names {
  /** The longest name, in code points. */
  public static final int MAX_CODE_POINTS = 128;

  private Names() {}

  /**
   * What is wrong with a name, as a sentence for the client that names the field; empty if nothing
   * is. A newline could forge lines of {@code who} and of logs, so every line separator counts as a
   * control character; an unpaired surrogate has no UTF-8 form and could not be answered.
   *
   * @param field the field's name on the wire
   * @param value the trimmed value
   */
  public static String complaint(String field, String value) {
    if (value.isEmpty()) {
      return field + " required";
    }
    int length = value.length();
    int points = 0;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      points++;
      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029') {
        return field + " must not contain control characters";
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == length || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
          return field + " must be well-formed Unicode";
        }
        i++;
      }
    }
    return points > MAX_CODE_POINTS
        ? field + " must be at most " + MAX_CODE_POINTS + " characters long, not " + points
        : "";
  }

  /**
   * The value itself if it is a name.
   *
   * @throws IllegalArgumentException with the complaint, if it is not
   */
  public static String require(String field, String value) {
    String complaint = complaint(field, value);
    if (!complaint.isEmpty()) {
      throw new IllegalArgumentException(complaint);
    }
    return value;
  }
}
