package dev.proofload.bridge.lincheck;

import static java.util.stream.Collectors.joining;

import dev.proofload.bridge.protocol.EventPage;
import dev.proofload.bridge.protocol.Pending;
import dev.proofload.bridge.protocol.SessionRow;
import dev.proofload.bridge.room.Member;
import dev.proofload.bridge.room.RoomView;
import java.util.List;

/** What an operation found, as text that can be compared and read in a report. Pure. */
final class Rendering {
  private Rendering() {}

  static String of(RoomView view) {
    return view.room()
        + " "
        + view.messageCount()
        + view.members().stream().map(Member::userId).collect(joining(",", " ", ""));
  }

  static String of(List<SessionRow> rows) {
    return rows.stream()
        .map(row -> line(row.userId(), row.room(), row.messageCount(), row.connected()))
        .collect(joining(";"));
  }

  static String of(EventPage page) {
    return numbers(page.events().stream().map(Pending::seq).toList());
  }

  static String line(String userId, String room, long messages, boolean connected) {
    return userId + "@" + room + " " + messages + (connected ? " connected" : "");
  }

  static String numbers(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(joining(","));
  }
}
