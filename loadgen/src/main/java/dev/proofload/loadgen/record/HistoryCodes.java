package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the small numbers in a history stand for: the index in these lists. A saved history names
 * them in its header, so that it can still be read when a kind was added since.
 */
public record HistoryCodes(
    List<OperationKind> kinds,
    List<Outcome> outcomes,
    List<Observation.Type> types,
    List<Rendezvous> stations,
    List<Transport> transports) {
  /** Copies. */
  public HistoryCodes {
    kinds = List.copyOf(kinds);
    outcomes = List.copyOf(outcomes);
    types = List.copyOf(types);
    stations = List.copyOf(stations);
    transports = List.copyOf(transports);
  }

  /** What this program writes. */
  public static HistoryCodes current() {
    return new HistoryCodes(
        List.of(OperationKind.values()),
        List.of(Outcome.values()),
        List.of(Observation.Type.values()),
        List.of(Rendezvous.values()),
        List.of(Transport.values()));
  }

  /** The code of each entry of a list. */
  static <T extends Enum<T>> Map<T, Integer> codes(List<T> list, Class<T> type) {
    Map<T, Integer> codes = new EnumMap<>(type);
    for (int code = 0; code < list.size(); code++) {
      codes.put(list.get(code), code);
    }
    return codes;
  }

  /** The entry of a list that a code stands for. */
  static <T> T pick(List<T> list, int code, String what) {
    if (code >= list.size()) {
      throw new DamagedHistoryException("an unknown " + what + ": " + code);
    }
    return list.get(code);
  }
}
