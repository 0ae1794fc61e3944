package dev.proofload.loadgen.workload;

import java.util.List;

/**
 * What users and rooms are called in one run. User ids hold the run's id, so that a run never meets
 * the sessions of an earlier one on the same server.
 *
 * @param runId 4 to 16 characters, letters and digits
 * @param rooms how many rooms the users go round
 * @param confusable whether some users have ids and names that are easily taken for a neighbour's
 */
public record Names(String runId, int rooms, boolean confusable) {
  private static final List<String> ROOMS =
      List.of("Tower", "Chapel", "Library", "Garden", "Dungeon");

  private static final String START = "lg-";
  private static final String START_BUT_FIRST = START.substring(1);
  private static final char FLIPPED = 'L';
  private static final int MIN_DIGITS = 5;
  private static final int MAX_DIGITS = 9;

  /** Validates. */
  public Names {
    if (!runId.matches("[A-Za-z0-9]{4,16}")) {
      throw new IllegalArgumentException("run id must be 4 to 16 letters and digits: " + runId);
    }
  }

  /** Names that are told apart at a glance. */
  public static Names plain(String runId, int rooms) {
    return new Names(runId, rooms, false);
  }

  /** Names of which some are easily confused, by servers that handle them carelessly. */
  public static Names confusable(String runId, int rooms) {
    return new Names(runId, rooms, true);
  }

  /** The user's id: at most 128 characters, none of them a blank or a control character. */
  public String id(int user) {
    return confusable
        ? LookAlike.of(user).id(prefix(), digits(LookAlike.model(user)))
        : prefix() + digits(user);
  }

  /** The name that others see before the user has moved. */
  public String username(int user) {
    return username(user, 0);
  }

  /**
   * The name that others see. Its number tells which of the user's operations set it, so that
   * whoever reads it shows how new the reading was.
   *
   * @param number 0 for the first, which shows none
   */
  public String username(int user, int number) {
    String name =
        confusable
            ? LookAlike.of(user).id("Guest-", digits(LookAlike.model(user)))
            : "Guest-" + digits(user);
    return number == 0 ? name : name + "." + number;
  }

  /**
   * The number in a name of this user, or {@link Operation#NO_NAME} if it is none of the user's.
   */
  public int nameNumber(int user, String name) {
    return nameNumber(username(user, 0), name);
  }

  /**
   * The same, if the user's first name is at hand. Allocates nothing.
   *
   * @param first as {@link #username(int)} has it
   */
  public static int nameNumber(String first, String name) {
    if (name.equals(first)) {
      return 0;
    }
    int begin = first.length() + 1;
    int digits = name.length() - begin;
    if (digits < 1 || digits > 9 || !name.startsWith(first) || name.charAt(begin - 1) != '.') {
      return Operation.NO_NAME;
    }
    int number = 0;
    for (int i = begin; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return Operation.NO_NAME;
      }
      number = number * 10 + (c - '0');
    }
    return name.charAt(begin) == '0' ? Operation.NO_NAME : number;
  }

  /** The user with this id, or -1 if it is none of this run's. Allocates nothing. */
  public int user(String id) {
    int start = START.length() + runId.length() + 1;
    int end = start;
    int number = 0;
    while (end < id.length() && end < start + MAX_DIGITS && isDigit(id.charAt(end))) {
      number = number * 10 + (id.charAt(end) - '0');
      end++;
    }
    int digits = end - start;
    if (digits < MIN_DIGITS
        || (digits > MIN_DIGITS && id.charAt(start) == '0')
        || !id.startsWith(START_BUT_FIRST, 1)
        || !id.startsWith(runId, START.length())
        || id.charAt(start - 1) != '-') {
      return -1;
    }
    boolean flipped = id.charAt(0) == FLIPPED;
    if (!flipped && id.charAt(0) != START.charAt(0)) {
      return -1;
    }
    if (confusable) {
      return LookAlike.user(id, flipped, number, end);
    }
    return end == id.length() && !flipped ? number : -1;
  }

  /** Index of the room in which everybody meets, and where nobody else goes. */
  public int meetingRoom() {
    return rooms;
  }

  /** The room's name. */
  public String room(int room) {
    if (room == meetingRoom()) {
      return "Meeting " + runId;
    }
    return room < ROOMS.size() ? ROOMS.get(room) : "Room " + (room + 1);
  }

  private String prefix() {
    return START + runId + "-";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String digits(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, MIN_DIGITS - digits.length())) + digits;
  }
}
