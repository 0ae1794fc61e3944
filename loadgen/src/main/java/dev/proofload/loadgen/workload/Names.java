package dev.proofload.loadgen.workload;

import java.util.List;

/**
 * What users and rooms are called in one run. User ids hold the run's id, so that a run never meets
 * the sessions of an earlier one on the same server.
 *
 * @param runId 4 to 16 characters, letters and digits
 * @param rooms how many rooms the users go round
 */
public record Names(String runId, int rooms) {
  private static final List<String> ROOMS =
      List.of("Tower", "Chapel", "Library", "Garden", "Dungeon");

  /** Validates. */
  public Names {
    if (!runId.matches("[A-Za-z0-9]{4,16}")) {
      throw new IllegalArgumentException("run id must be 4 to 16 letters and digits: " + runId);
    }
  }

  /** The user's id. */
  public String id(int user) {
    return prefix() + fiveDigits(user);
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
    String name = "Guest-" + fiveDigits(user);
    return number == 0 ? name : name + "." + number;
  }

  /**
   * The number in a name of this user, or {@link Operation#NO_NAME} if it is none of the user's.
   */
  public int nameNumber(int user, String name) {
    String start = username(user, 0);
    if (name.equals(start)) {
      return 0;
    }
    start += ".";
    int digits = name.length() - start.length();
    if (digits < 1 || digits > 9 || !name.startsWith(start)) {
      return Operation.NO_NAME;
    }
    int number = 0;
    for (int i = start.length(); i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return Operation.NO_NAME;
      }
      number = number * 10 + (c - '0');
    }
    return name.charAt(start.length()) == '0' ? Operation.NO_NAME : number;
  }

  /** The user with this id, or -1 if it is none of this run's. */
  public int user(String id) {
    String prefix = prefix();
    if (!id.startsWith(prefix) || id.length() != prefix.length() + 5) {
      return -1;
    }
    int user = 0;
    for (int i = prefix.length(); i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      user = user * 10 + (c - '0');
    }
    return user;
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
    return "lg-" + runId + "-";
  }

  private static String fiveDigits(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, 5 - digits.length())) + digits;
  }
}
