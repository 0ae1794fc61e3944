package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.selftest.simulation.StreamSocket.Reader;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;
import java.util.Arrays;

/**
 * A user who does everything that users do: slowly, fast, in bursts, faster than its tokens come,
 * or in crisis at every pace that the window allows.
 */
final class UserCourse implements Course {
  private static final long MILLI = 1_000_000;
  private static final int MOST_TO_EXHAUST = 150;
  private static final OperationKind[] MIX = mix();

  private enum Style {
    CRISIS,
    GREEDY,
    BURSTY,
    FAST,
    SLOW
  }

  private static final Style[] STYLES = {
    Style.CRISIS, Style.GREEDY, Style.BURSTY, Style.SLOW, Style.FAST, Style.FAST, Style.SLOW
  };

  private static final Reader[] READERS = {
    Reader.NORMAL, Reader.STALLED, Reader.SLOW, Reader.CHURNING, Reader.NORMAL
  };

  private final Stage stage;
  private final Peers peers;
  private final Style style;
  private final Reader reader;
  private final boolean asks;
  private final boolean http;
  private final boolean webSocket;
  private int sequence;
  private int room;
  private int nameNumber;
  private boolean known;
  private boolean justActive;
  private int lastFetches;
  private int burstLeft;
  private int exhaustLeft;
  private int flaggedLeft;
  private int calmLeft;
  private int pace;

  /**
   * @param index of the client
   * @param peers whom it can whisper to
   */
  UserCourse(Stage stage, int index, Peers peers) {
    this.stage = stage;
    this.peers = peers;
    this.style = STYLES[index % STYLES.length];
    int way = stage.settings().evicts() ? (index % 6 > 2 ? 0 : index % 3) : index % 3;
    boolean streams = stage.settings().streams();
    this.reader = READERS[index % READERS.length];
    this.asks = index % 2 == 0;
    this.http = way != 1 || streams;
    this.webSocket = way != 0 || streams;
  }

  /** How it reads what comes over a socket with an outbox. */
  Reader reader() {
    return reader;
  }

  boolean hasSocket() {
    return webSocket;
  }

  @Override
  public void restart() {
    sequence = 0;
    room = 0;
    nameNumber = 0;
    known = false;
    justActive = false;
    exhaustLeft = 0;
    flaggedLeft = 0;
    calmLeft = 0;
  }

  @Override
  public void next(Operation operation) {
    // Half of those who read nothing for long do not ask over the socket either.
    boolean overHttp = http && (!webSocket || readsRarely() || stage.oneIn(2));
    if (style != Style.CRISIS) {
      ordinary(operation, overHttp);
      return;
    }
    if (exhaustLeft == 0 && flaggedLeft == 0 && calmLeft == 0) {
      flaggedLeft = 1 + stage.below(7);
      calmLeft = stage.below(4);
      pace = stage.below(7);
      boolean refused = stage.settings().rateLimit() > 0 && stage.oneIn(6);
      if (refused) {
        exhaustLeft = MOST_TO_EXHAUST;
        flaggedLeft += 3;
        pace = 0;
      }
    }
    if (exhaustLeft > 0) {
      exhaustLeft--;
      set(operation, OperationKind.CHAT, overHttp);
    } else if (flaggedLeft > 0 && known && stage.oneIn(8)) {
      set(operation, noTurn(), webSocket ? overHttp && http : true);
    } else if (flaggedLeft > 0) {
      flaggedLeft--;
      set(operation, OperationKind.CRISIS, overHttp);
    } else {
      calmLeft = Math.max(0, calmLeft - 1);
      ordinary(operation, overHttp);
    }
  }

  private boolean readsRarely() {
    return stage.settings().streams() && reader == Reader.STALLED && !asks;
  }

  private OperationKind noTurn() {
    return webSocket && !stage.settings().streams() ? OperationKind.MOVE : OperationKind.DRAIN;
  }

  private void ordinary(Operation operation, boolean overHttp) {
    OperationKind kind = MIX[stage.below(MIX.length)];
    boolean fetch = kind == OperationKind.DRAIN || kind == OperationKind.HISTORY;
    if (fetch && (!http || !known || (stage.settings().evicts() && !justActive))) {
      kind = OperationKind.CHAT;
    }
    if (kind == OperationKind.MOVE && (!webSocket || stage.settings().streams())) {
      kind = OperationKind.GO;
    }
    if (kind == OperationKind.CHAT && stage.settings().streams() && stage.oneIn(2)) {
      kind = OperationKind.STREAMED;
    }
    set(operation, kind, overHttp);
  }

  private void set(Operation operation, OperationKind kind, boolean wishesHttp) {
    boolean fetch = kind == OperationKind.DRAIN || kind == OperationKind.HISTORY;
    boolean overHttp = fetch || (wishesHttp && kind != OperationKind.MOVE);
    int where = Operation.NO_ROOM;
    boolean moves = kind == OperationKind.GO || kind == OperationKind.MOVE;
    if (moves || (overHttp && kind.isMessage() && stage.oneIn(5))) {
      where = stage.below(stage.settings().rooms());
    } else if (kind.isMessage() && stage.oneIn(2)) {
      where = room;
    }
    boolean elsewhere = overHttp && where != Operation.NO_ROOM && where != room;
    if (where != Operation.NO_ROOM && (overHttp || moves) && kind != OperationKind.LOOK) {
      room = where;
    }
    if (overHttp && kind.isMessage() && elsewhere && kind != OperationKind.LOOK) {
      nameNumber++;
    }
    operation.set(kind, sequence++, stage.anyInt(), where, stage.anyInt(), Rendezvous.NONE);
    operation.via(overHttp ? Transport.HTTP : Transport.WS);
    if (overHttp && kind.isMessage()) {
      operation.name(nameNumber);
    }
    if (kind == OperationKind.WHISPER) {
      operation.aim(peers.any());
    } else if (fetch) {
      operation.aim(operation.user());
    }
  }

  @Override
  public void ended(Outcome outcome) {
    known |= outcome == Outcome.OK;
    justActive = outcome == Outcome.OK;
    if (outcome == Outcome.REFUSED) {
      exhaustLeft = 0;
    }
  }

  @Override
  public long pauseNanos() {
    return switch (style) {
      case CRISIS -> crisisPauseNanos();
      case GREEDY -> stage.upTo(3 * MILLI);
      case FAST -> stage.oneIn(4) ? 0 : stage.upTo(9 * MILLI);
      case SLOW -> stage.upTo(40 * MILLI);
      case BURSTY -> burstPauseNanos();
    };
  }

  private long burstPauseNanos() {
    if (burstLeft > 0) {
      burstLeft--;
      return stage.upTo(MILLI / 10);
    }
    burstLeft = 5 + stage.below(70);
    return MILLI + stage.upTo(stage.settings().rateWindowNanos() * 5 / 4);
  }

  private long crisisPauseNanos() {
    long window = stage.settings().crisisWindowNanos();
    if (exhaustLeft > 0 || (flaggedLeft == 0 && calmLeft > 0)) {
      return stage.upTo(MILLI / 8);
    }
    return switch (pace == 6 ? stage.below(6) : pace) {
      case 0 -> stage.upTo(MILLI);
      case 1 -> window / 3 + stage.upTo(4 * MILLI);
      case 2 -> window / 2 - 8 * MILLI + stage.upTo(8 * MILLI);
      case 3 -> window - 6 * MILLI + stage.upTo(6 * MILLI);
      case 4 -> stage.upTo(window / 2);
      default -> stage.upTo(window / 8);
    };
  }

  @Override
  public boolean close(Operation operation) {
    if (!http || !known || lastFetches == 2) {
      return false;
    }
    set(operation, lastFetches == 0 ? OperationKind.DRAIN : OperationKind.HISTORY, true);
    lastFetches++;
    return true;
  }

  private static OperationKind[] mix() {
    OperationKind[] mix = new OperationKind[100];
    Arrays.fill(mix, OperationKind.CHAT);
    int at = 0;
    at = fill(mix, at, OperationKind.SAY, 14);
    at = fill(mix, at, OperationKind.EMOTE, 5);
    at = fill(mix, at, OperationKind.WHISPER, 6);
    at = fill(mix, at, OperationKind.LOOK, 6);
    at = fill(mix, at, OperationKind.WHO, 1);
    at = fill(mix, at, OperationKind.GO, 4);
    at = fill(mix, at, OperationKind.MOVE, 6);
    at = fill(mix, at, OperationKind.DRAIN, 10);
    fill(mix, at, OperationKind.HISTORY, 2);
    return mix;
  }

  private static int fill(OperationKind[] mix, int from, OperationKind kind, int count) {
    Arrays.fill(mix, from, from + count, kind);
    return from + count;
  }
}
