package dev.proofload.loadgen.selftest.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.proofload.loadgen.record.Observation.Occupant;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import java.util.List;

/** What is written and answered, in the documentation's words. Not thread-safe. */
final class Texts {
  private static final String EVERYDAY = " good morning";
  private static final int PIECES = 6;
  private static final String CRISIS = " I want to die, I think.";

  private final Names names;
  private final StringBuilder out = new StringBuilder();
  private final byte[] marker = new byte[Marker.LENGTH];

  Texts(Names names) {
    this.names = names;
  }

  /** What a user writes. */
  void write(Call call) {
    Operation operation = call.operation();
    switch (operation.kind()) {
      case CHAT, STREAMED, CRISIS, SAY, EMOTE, WHISPER -> {
        Marker.write(operation, marker, 0);
        String mark = new String(marker, ISO_8859_1);
        call.says(
            mark,
            switch (operation.kind()) {
              case CRISIS -> mark + CRISIS;
              case STREAMED -> mark + EVERYDAY.repeat(PIECES);
              default -> mark + EVERYDAY;
            });
      }
      case LOOK, WHO, GO, MOVE, DRAIN, HISTORY, SESSIONS, ROOMS, STREAMS -> call.says("", "");
    }
  }

  /** The answer to a message that is no whisper. */
  String reply(Call call, Guest guest, List<Occupant> present, List<Guest> everybody, long number) {
    out.setLength(0);
    String room = names.room(guest.room());
    switch (call.operation().kind()) {
      case LOOK -> look(guest, room, present);
      case WHO -> who(everybody);
      case GO -> out.append("You are now in ").append(room).append('.');
      case SAY -> out.append("You say: \"").append(call.said()).append('"');
      case EMOTE -> out.append(guest.occupant().name()).append(' ').append(call.said());
      default -> {
        out.append('[').append(guest.occupant().name()).append('@').append(room);
        out.append("] received: ").append(call.said());
        out.append(" (msg #").append(number).append(')');
      }
    }
    return out.toString();
  }

  String whispered(Call call, Guest hearer) {
    return "You whisper to " + hearer.id() + ": \"" + call.said() + '"';
  }

  /** What others hear. */
  String heard(Call call, Guest speaker) {
    out.setLength(0);
    out.append(speaker.occupant().name());
    switch (call.operation().kind()) {
      case SAY -> out.append(" says: \"").append(call.said()).append('"');
      case WHISPER -> out.append(" whispers: \"").append(call.said()).append('"');
      default -> out.append(' ').append(call.said());
    }
    return out.toString();
  }

  private void look(Guest guest, String room, List<Occupant> present) {
    out.append("You are in ").append(room).append(". You see: ");
    int start = out.length();
    for (int i = 0; i < present.size(); i++) {
      Occupant occupant = present.get(i);
      if (!occupant.id().equals(guest.id())) {
        out.append(out.length() == start ? "" : ", ").append(occupant.name());
      }
    }
    out.append(out.length() == start ? "no one else." : ".");
  }

  private void who(List<Guest> everybody) {
    out.append("Online (").append(everybody.size()).append("):");
    for (int i = 0; i < everybody.size(); i++) {
      Guest guest = everybody.get(i);
      out.append("\n ").append(guest.occupant().name());
      out.append(" (").append(names.room(guest.room())).append(") — ");
      out.append(guest.messages()).append(" commands");
    }
  }
}
