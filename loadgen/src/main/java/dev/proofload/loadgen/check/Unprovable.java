package dev.proofload.loadgen.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Replies of which nobody can say whether they were lost, by whose they are. Not thread-safe. */
final class Unprovable {
  private static final int MOST_NAMED = 20;

  private final TreeMap<Integer, Long> byUser = new TreeMap<>();
  private final TreeMap<Integer, String> names = new TreeMap<>();
  private long all;

  /** So many more of this user. */
  void add(StreamUser user, int replies) {
    if (replies == 0) {
      return;
    }
    all += replies;
    byUser.merge(user.index, (long) replies, Long::sum);
    if (names.put(user.index, user.id) == null && names.size() > MOST_NAMED) {
      names.pollLastEntry();
    }
  }

  /** What to say of them, with the first few users; empty if there are none. */
  String excuse() {
    if (all == 0) {
      return "";
    }
    List<String> words = new ArrayList<>();
    names.forEach((user, name) -> words.add(name + " " + byUser.get(user)));
    int more = byUser.size() - names.size();
    return "of "
        + all
        + " replies nobody can say whether they were lost with a connection that ended ("
        + String.join(", ", words)
        + (more == 0 ? "" : " and " + more + " more users")
        + ")";
  }
}
