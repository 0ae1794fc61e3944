package dev.proofload.loadgen.workload;

/**
 * In what way the id of a user is easily taken for another's. Of each sixteen users the last ten
 * have such an id: it is made from the number of one of the first six, so that the two differ in
 * what careless servers lose: letter case, a trailing dot, percent sequences, the composition of
 * accents, the alphabet, or whatever stands behind the hundredth character.
 */
enum LookAlike {
  /** An id like no other. */
  NONE(0, ""),
  /** Differs from its model in the case of its first letter alone. */
  CASE(0, ""),
  /** Differs from its model in a trailing dot. */
  DOT(1, "."),
  /** Is that of {@link #DOT} to whoever decodes it once too often. */
  PERCENT(1, "%2E"),
  /** An accent as one character. */
  COMPOSED(2, "-Andr\u00e9"),
  /** The same accent as a character of its own. */
  DECOMPOSED(2, "-Andre\u0301"),
  /** Latin letters. */
  LATIN(3, "-Vera"),
  /** The same to the eye, its last letter from the Cyrillic alphabet. */
  CYRILLIC(3, "-Ver\u0430"),
  /** A hundred characters that the next has too. */
  LONG_A(4, "A"),
  /** A hundred characters that the one before has too. */
  LONG_B(4, "B"),
  /** Goes on where its model ends. */
  LONGER(5, "-");

  private static final int GROUP = 16;
  private static final int CASE_BIT = 'a' ^ 'A';
  private static final int COMMON_LENGTH = 100;
  private static final String FILLER = "-and-so-on".repeat(COMMON_LENGTH / 10);
  private static final LookAlike[] ALL = values();
  private static final int PLAIN = GROUP - (ALL.length - 1);

  private final int model;
  private final String suffix;

  LookAlike(int model, String suffix) {
    this.model = model;
    this.suffix = suffix;
  }

  /** What kind of id a user has. */
  static LookAlike of(int user) {
    return ALL[Math.max(0, user % GROUP - PLAIN + 1)];
  }

  /** The user whose number stands in this user's id. */
  static int model(int user) {
    LookAlike kind = of(user);
    return kind == NONE ? user : user - user % GROUP + kind.model;
  }

  /**
   * The user whose id this is, or -1. Allocates nothing.
   *
   * @param flipped whether its first letter is in the other case
   * @param number that the id shows
   * @param end of that number in the id
   */
  static int user(String id, boolean flipped, int number, int end) {
    if (id.length() == end && !flipped) {
      return of(number) == NONE ? number : -1;
    }
    int place = number % GROUP;
    for (int i = 1; i < ALL.length; i++) {
      LookAlike kind = ALL[i];
      if (kind.model == place && (kind == CASE) == flipped && kind.endsSo(id, end)) {
        return number - place + PLAIN + i - 1;
      }
    }
    return -1;
  }

  /**
   * The id.
   *
   * @param prefix begins with a letter
   * @param digits the number of the model
   */
  String id(String prefix, String digits) {
    return switch (this) {
      case CASE -> Character.toString(prefix.charAt(0) ^ CASE_BIT) + prefix.substring(1) + digits;
      case LONG_A, LONG_B -> {
        String start = prefix + digits;
        yield start + FILLER.substring(0, COMMON_LENGTH - start.length()) + suffix;
      }
      default -> prefix + digits + suffix;
    };
  }

  private boolean endsSo(String id, int end) {
    if (this != LONG_A && this != LONG_B) {
      return id.length() == end + suffix.length() && id.startsWith(suffix, end);
    }
    return id.length() == COMMON_LENGTH + 1
        && id.regionMatches(end, FILLER, 0, COMMON_LENGTH - end)
        && id.startsWith(suffix, COMMON_LENGTH);
  }
}
