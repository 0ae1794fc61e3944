package dev.proofload.bridge.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room at one instant, in order of user id. Immutable, thread-safe.
 *
 * <p>Every answer names all occupants. While nobody comes or goes they are the same, so that from
 * the second answer on their JSON is kept: a room of thousands then costs one copy. Not from the
 * first, since where everybody moves all the time, keeping it would be in vain.
 *
 * @param <T> what is known of each
 */
public final class Occupants<T extends Occupant> extends AbstractList<T> implements RandomAccess {
  private final T[] sorted;
  // A race between two answers costs one of them the same work again, and nothing else.
  private volatile boolean written;
  private volatile @Nullable SerializedString json;

  /**
   * Takes the array as it is.
   *
   * @param sorted in order of user id; must not be changed any more
   */
  public Occupants(T[] sorted) {
    this.sorted = sorted;
  }

  @Override
  public T get(int index) {
    return sorted[index];
  }

  @Override
  public int size() {
    return sorted.length;
  }

  /** Writes a list of occupants as a value. */
  static void write(JsonGenerator generator, List<? extends Occupant> list) throws IOException {
    if (list instanceof Occupants<?> occupants) {
      occupants.writeTo(generator);
    } else {
      writeEach(generator, list);
    }
  }

  private void writeTo(JsonGenerator generator) throws IOException {
    SerializedString kept = json;
    if (kept != null) {
      generator.writeRawValue(kept);
    } else if (!written) {
      written = true;
      writeEach(generator, this);
    } else {
      StringWriter text = new StringWriter();
      try (JsonGenerator copy = JsonAnswers.generator(text)) {
        writeEach(copy, this);
      }
      SerializedString fresh = new SerializedString(text.toString());
      json = fresh;
      generator.writeRawValue(fresh);
    }
  }

  private static void writeEach(JsonGenerator generator, List<? extends Occupant> list)
      throws IOException {
    generator.writeStartArray();
    for (int i = 0; i < list.size(); i++) {
      Occupant occupant = list.get(i);
      generator.writeStartObject();
      generator.writeFieldName(JsonAnswers.USER_ID);
      generator.writeString(occupant.userId());
      generator.writeFieldName(JsonAnswers.USERNAME);
      generator.writeString(occupant.username());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }
}
