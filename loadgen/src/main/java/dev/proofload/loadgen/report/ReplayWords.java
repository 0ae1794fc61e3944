package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.Legal;
import dev.proofload.loadgen.check.ReplayRow;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.StreamList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a user saw and what was legal, each in a few words of the same form, so that they can be
 * compared at a glance. Nothing here is escaped.
 */
final class ReplayWords {
  private static final String NEXT = "; ";

  private ReplayWords() {}

  /** What came back, or came unasked. */
  static String saw(ReplayRow row) {
    Observation seen = row.seen();
    List<String> words = new ArrayList<>();
    if (!seen.problem().isEmpty()) {
      words.add(seen.problem());
    }
    if (!seen.userId().isEmpty() && !seen.userId().equals(row.owner())) {
      words.add("for " + seen.userId());
    }
    if (!seen.room().isEmpty()) {
      words.add("in " + seen.room());
    }
    if (seen.messageCount() != Observation.NOT_SAID) {
      words.add(messages(seen.messageCount()));
    }
    if (seen.crisis()) {
      words.add("help");
    }
    if (seen.type() == Observation.Type.DELTA) {
      words.add("piece " + seen.index() + " of reply " + seen.replyId() + ": " + seen.text());
    } else if (!seen.event() && !seen.text().isEmpty()) {
      words.add(seen.text());
    }
    if (seen.dropped() > 0) {
      boolean pieces = seen.type() == Observation.Type.DELTAS_DROPPED;
      words.add(Units.count(seen.dropped(), pieces ? "piece" : "event") + " dropped");
    }
    stream(words, seen);
    lists(words, seen);
    return String.join(NEXT, words);
  }

  /** What could have come back; empty where nothing is said of it. */
  static String legal(ReplayRow row) {
    Legal legal = row.legal();
    List<String> words = new ArrayList<>();
    if (!row.wrong().isEmpty()) {
      words.add("not " + String.join(", ", row.wrong()));
    }
    if (legal.lostAfter() != Legal.NOT_LOST) {
      words.add("uncertain since operation " + legal.lostAfter());
    }
    if (!legal.room().isEmpty()) {
      words.add("in " + legal.room());
    }
    legal.messages().ifPresent(range -> words.add(messages(range)));
    if (legal.mayBeginAnew() && !(legal.room().isEmpty() && legal.messages().isEmpty())) {
      words.add("or anew");
    }
    legal.help().ifPresent(help -> words.add(help(help)));
    legal.tokens().ifPresent(range -> words.add(tokens(range)));
    return String.join(NEXT, words);
  }

  private static void stream(List<String> words, Observation seen) {
    if (seen.closeCode() != Observation.NOT_SAID) {
      words.add(
          seen.closeCode() == Observation.NO_CLOSE_FRAME
              ? "cut off, as it noticed now"
              : "closed with " + seen.closeCode());
    }
    if (!seen.lateReplies().isEmpty()) {
      words.add(
          seen.lateReplies().stream().map(ReplayWords::late).collect(Collectors.joining(" | ")));
    }
    seen.streams().ifPresent(list -> words.add(streams(list)));
  }

  private static String late(Observation.LateReply late) {
    return "late "
        + (late.refusal() ? "refusal" : "reply")
        + (late.seq() == Observation.NOT_SAID ? "" : " seq " + late.seq())
        + (late.crisis() ? ", help" : "")
        + ": "
        + late.text();
  }

  private static String streams(StreamList list) {
    return Units.count(list.total(), "stream")
        + ", "
        + list.closed()
        + " closed, queued "
        + list.totals().queued()
        + ", produced "
        + list.totals().produced()
        + ", sent "
        + list.totals().sent()
        + ", dropped "
        + list.totals().dropped()
        + " (control/critical/important/bulk)";
  }

  private static void lists(List<String> words, Observation seen) {
    if (seen.occupantsSaid() || !seen.occupants().isEmpty()) {
      words.add("with " + names(seen.occupants()));
    }
    if (seen.event()) {
      seen.events().forEach(event -> words.add(event(event)));
      if (seen.events().isEmpty()) {
        words.add(seen.text());
      }
    } else if (!seen.events().isEmpty()) {
      words.add(
          Units.count(seen.events().size(), "event")
              + ": "
              + seen.events().stream().map(ReplayWords::event).collect(Collectors.joining(" | ")));
    }
    if (!seen.lines().isEmpty()) {
      words.add(
          Units.count(seen.lines().size(), "line")
              + ": "
              + seen.lines().stream()
                  .map(line -> (line.user() ? "> " : "< ") + line.text())
                  .collect(Collectors.joining(" | ")));
    }
    if (!seen.sessions().isEmpty()) {
      words.add(
          Units.count(seen.sessions().size(), "session")
              + ": "
              + seen.sessions().stream()
                  .map(one -> one.id() + " in " + one.room() + " " + one.messages())
                  .collect(Collectors.joining(", ")));
    }
    if (!seen.rooms().isEmpty()) {
      words.add(
          seen.rooms().stream()
              .map(room -> room.name() + " " + room.count() + ": " + names(room.occupants()))
              .collect(Collectors.joining(NEXT)));
    }
  }

  private static String names(List<Observation.Occupant> occupants) {
    return occupants.isEmpty()
        ? "nobody"
        : occupants.stream().map(Observation.Occupant::name).collect(Collectors.joining(", "));
  }

  private static String event(Observation.Event event) {
    return (event.seq() == Observation.NOT_SAID ? "" : "seq " + event.seq() + " ")
        + (event.whisper() ? "whisper from " : "from ")
        + event.fromId()
        + (event.room().isEmpty() ? "" : " in " + event.room())
        + ": "
        + event.text();
  }

  private static String messages(long count) {
    return Units.count(count, "message");
  }

  private static String messages(Legal.Range range) {
    return range.least() == range.most()
        ? messages(range.least())
        : range.least() + " to " + messages(range.most());
  }

  private static String tokens(Legal.Range range) {
    String held =
        (range.least() == range.most() ? "" : range.least() + " to ")
            + Units.count(range.most(), "token");
    return held + (range.most() == 0 ? ", refused" : range.least() == 0 ? ", or refused" : "");
  }

  private static String help(Legal.Help help) {
    String turn = help.turn() == 0 ? "calm: " : "crisis " + help.turn() + ": ";
    return turn
        + switch (help.due()) {
          case YES -> "help";
          case NO -> "no help";
          case EITHER -> "help or none";
        };
  }
}
