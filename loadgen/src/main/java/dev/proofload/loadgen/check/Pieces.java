package dev.proofload.loadgen.check;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The pieces of replies that came over one socket: each once, in order, and together the reply, but
 * for those that were left out. A reply may overtake its own pieces.
 *
 * <p>Remembers replies of which pieces are still to come, and the latest few others. Not
 * thread-safe.
 */
final class Pieces {
  private static final int MOST_BEGUN = 1_024;
  private static final int MOST_FINISHED = 32;

  private final Map<String, Reply> begun = new LinkedHashMap<>(2);
  private final Set<String> finished = new LinkedHashSet<>(2);
  private long missing;
  private boolean forgotten;

  /** A reply of which pieces came, or are to come. */
  private static final class Reply {
    private int next;

    /** Characters of the reply that are known to have come, without a gap. */
    private int told;

    private boolean gap;
    private boolean whole;
    private final StringBuilder came = new StringBuilder();
    private String text = "";
  }

  /**
   * A piece came.
   *
   * @return what is wrong with it, as the end of a sentence about its user; empty if nothing is
   */
  String piece(String replyId, int index, String text) {
    if (finished.contains(replyId)) {
      return "was given piece " + index + " of a reply of which it had all";
    }
    Reply reply = begun.get(replyId);
    if (reply == null) {
      if (forgotten && index > 0) {
        return "";
      }
      reply = begin(replyId);
    }
    if (index < reply.next) {
      return "was given piece " + index + " of a reply after piece " + (reply.next - 1);
    }
    if (index > reply.next) {
      missing += index - reply.next;
      reply.gap = true;
      reply.came.setLength(0);
    }
    reply.next = index + 1;
    if (reply.gap) {
      return "";
    }
    if (!reply.whole) {
      reply.came.append(text);
    } else if (!reply.text.startsWith(text, reply.told)) {
      return "was given piece " + index + " of a reply that does not say so";
    }
    reply.told += text.length();
    finishIfAllCame(replyId, reply);
    return "";
  }

  /**
   * All of a reply came, in one; answers as {@link #piece} does.
   *
   * @param late whether its pieces were to come over an earlier socket
   */
  String whole(String replyId, String text, boolean late) {
    Reply reply = begun.get(replyId);
    if (finished.contains(replyId) || (reply == null && late)) {
      return "";
    }
    if (reply == null) {
      reply = begin(replyId);
    }
    if (reply.whole) {
      return "";
    }
    boolean fits = reply.gap || text.startsWith(reply.came.toString());
    reply.whole = true;
    reply.text = text;
    reply.came.setLength(0);
    finishIfAllCame(replyId, reply);
    return fits ? "" : "was given pieces of a reply that are no part of it";
  }

  /** So many pieces are missing before others that came. */
  long missingSoFar() {
    return missing;
  }

  /** At least so many pieces of replies that came never did; once nothing more comes. */
  long missing() {
    long all = missing;
    for (Reply reply : begun.values()) {
      all += reply.whole && !reply.gap ? 1 : 0;
    }
    return all;
  }

  /** Another socket: what the one before did not take will not come. */
  void anew() {
    begun.clear();
    finished.clear();
    missing = 0;
    forgotten = false;
  }

  private Reply begin(String replyId) {
    if (begun.size() == MOST_BEGUN) {
      removeEldest(begun.keySet().iterator());
      forgotten = true;
    }
    Reply reply = new Reply();
    begun.put(replyId, reply);
    return reply;
  }

  private void finishIfAllCame(String replyId, Reply reply) {
    if (!reply.whole || reply.gap || reply.told < reply.text.length()) {
      return;
    }
    begun.remove(replyId);
    if (finished.size() == MOST_FINISHED) {
      removeEldest(finished.iterator());
    }
    finished.add(replyId);
  }

  private static void removeEldest(Iterator<String> eldest) {
    eldest.next();
    eldest.remove();
  }
}
