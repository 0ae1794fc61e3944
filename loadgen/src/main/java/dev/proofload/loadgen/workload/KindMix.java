package dev.proofload.loadgen.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often users do what: shares of the kinds of operation that need no plan of their own, as
 * weights. Immutable.
 *
 * @param weights 0 to 1,000 each, of kinds that may be mixed; kinds left out have none
 */
public record KindMix(Map<OperationKind, Integer> weights) {
  /** Something of everything, most of it chat. */
  public static final KindMix DEFAULT =
      parse("chat=80,say=8,emote=2,whisper=2,look=5,who=1,go=2,drain=5");

  /** Nobody says anything that others hear, and nobody fetches events. */
  public static final KindMix CHAT_ONLY = parse("chat");

  private static final int MAX_WEIGHT = 1_000;

  /** Validates, and keeps the order of the kinds. */
  public KindMix {
    EnumMap<OperationKind, Integer> copy = new EnumMap<>(OperationKind.class);
    copy.putAll(weights);
    copy.forEach(
        (kind, weight) -> {
          require(isMixable(kind), "a mix can't hold '" + kind.label() + "': " + choices());
          require(
              weight >= 0 && weight <= MAX_WEIGHT,
              "a share of the mix must be 0 to " + MAX_WEIGHT + ": " + kind.label() + "=" + weight);
        });
    copy.values().removeIf(weight -> weight == 0);
    require(
        copy.keySet().stream().anyMatch(OperationKind::isMessage),
        "a mix needs at least one kind of message: " + choices());
    weights = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads {@code chat=80,say=8,look}: kinds and their weights, 1 where none is given.
   *
   * @throws IllegalArgumentException if it is no mix; the message names what is wrong
   */
  public static KindMix parse(String text) {
    Map<OperationKind, Integer> weights = new EnumMap<>(OperationKind.class);
    for (String part : text.split(",", -1)) {
      String[] sides = part.strip().split("=", 2);
      OperationKind kind = kind(sides[0].strip());
      require(
          weights.put(kind, sides.length == 1 ? 1 : weight(sides[1].strip(), part)) == null,
          "a mix names '" + kind.label() + "' twice: " + text);
    }
    return new KindMix(weights);
  }

  /** Whether users do nothing but chat. */
  public boolean isChatOnly() {
    return weights.keySet().equals(CHAT_ONLY.weights.keySet());
  }

  /**
   * What to do next.
   *
   * @param random any number
   * @param mayDrain whether it may be {@link OperationKind#DRAIN}
   */
  OperationKind draw(long random, boolean mayDrain) {
    long total = 0;
    for (Map.Entry<OperationKind, Integer> share : weights.entrySet()) {
      total += mayDrain || share.getKey().isMessage() ? share.getValue() : 0;
    }
    long left = Math.floorMod(random, total);
    for (Map.Entry<OperationKind, Integer> share : weights.entrySet()) {
      left -= mayDrain || share.getKey().isMessage() ? share.getValue() : 0;
      if (left < 0) {
        return share.getKey();
      }
    }
    throw new AssertionError("the weights sum to more than their sum: " + this);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    weights.forEach((kind, weight) -> parts.add(kind.label() + "=" + weight));
    return String.join(",", parts);
  }

  private static boolean isMixable(OperationKind kind) {
    return switch (kind) {
      case CHAT, SAY, EMOTE, WHISPER, LOOK, WHO, GO, DRAIN -> true;
      case STREAMED, CRISIS, MOVE, HISTORY, SESSIONS, ROOMS, STREAMS -> false;
    };
  }

  private static OperationKind kind(String name) {
    for (OperationKind kind : OperationKind.values()) {
      if (isMixable(kind) && kind.label().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException("a mix can't hold '" + name + "': " + choices());
  }

  private static int weight(String digits, String part) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a share of the mix must be 0 to " + MAX_WEIGHT + ": " + part, e);
    }
  }

  private static String choices() {
    List<String> names = new ArrayList<>();
    for (OperationKind kind : OperationKind.values()) {
      if (isMixable(kind)) {
        names.add(kind.label());
      }
    }
    return "write NAME=WEIGHT,... with names of " + String.join(", ", names);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
