package dev.proofload.loadgen.target.bridge;

import com.fasterxml.jackson.core.JsonParser;
import dev.proofload.loadgen.record.Observation;
import java.io.IOException;
import java.util.Arrays;

/**
 * Ids, names and rooms come again and again: they are looked up by their characters, so that those
 * seen lately cost no allocation. What falls into the place of another replaces it.
 *
 * <p>Not thread-safe.
 */
final class KnownTexts {
  private static final int PLACES = 1 << 13;
  private static final Observation.Occupant NOBODY = new Observation.Occupant("", "");

  private final String[] texts = new String[PLACES];
  private final Observation.Occupant[] occupants = new Observation.Occupant[PLACES];

  KnownTexts() {
    Arrays.fill(texts, "");
    Arrays.fill(occupants, NOBODY);
  }

  /** The string that the parser stands at. */
  String read(JsonParser parser) throws IOException {
    char[] characters = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + characters[i];
    }
    int place = place(hash);
    String known = texts[place];
    if (!isSame(known, characters, offset, length)) {
      known = new String(characters, offset, length);
      texts[place] = known;
    }
    return known;
  }

  /** Somebody in a room. */
  Observation.Occupant occupant(String id, String name) {
    int place = place(31 * id.hashCode() + name.hashCode());
    Observation.Occupant known = occupants[place];
    if (!known.id().equals(id) || !known.name().equals(name)) {
      known = new Observation.Occupant(id, name);
      occupants[place] = known;
    }
    return known;
  }

  private static int place(int hash) {
    return (hash ^ (hash >>> 15)) & (PLACES - 1);
  }

  private static boolean isSame(String known, char[] characters, int offset, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != characters[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
