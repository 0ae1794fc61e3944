package dev.proofload.loadgen.workload;

/**
 * How many of the users do not read as they should: the last of them, the slow ones first, then the
 * stalled, then the churning. All others are healthy.
 *
 * @param slow how many read slowly
 * @param stalled how many stop reading
 * @param churning how many go and come back again and again
 */
public record Readers(int slow, int stalled, int churning) {
  /** Everybody reads. */
  public static final Readers ALL_HEALTHY = new Readers(0, 0, 0);

  /** Between two messages that a slow user reads. */
  public static final int SLOW_MILLIS = 100;

  /** Which part of the run a stalled user reads. */
  public static final double STALL_AT = 0.15;

  /**
   * From one time that a stalled user looks up to the next, and from when it stops to the first.
   */
  public static final int LOOK_UP_EVERY_MILLIS = 8_000;

  /** For how long it reads then. */
  public static final int LOOK_UP_MILLIS = 1_000;

  /** Validates. */
  public Readers {
    require(slow, "slow-users");
    require(stalled, "stalled-users");
    require(churning, "churn-users");
  }

  /** How many are not healthy. */
  public int bad() {
    return slow + stalled + churning;
  }

  /**
   * How a user reads.
   *
   * @param slot which of the plan's users it is, or was at first
   * @param users how many there are
   */
  public Reading of(int slot, int users) {
    int bad = slot - (users - bad());
    if (bad < 0) {
      return Reading.HEALTHY;
    }
    return bad < slow ? Reading.SLOW : bad < slow + stalled ? Reading.STALLED : Reading.CHURNING;
  }

  /**
   * Whether the user speaks over HTTP, and has its socket for listening alone: every second one of
   * those whose reading holds them up. What it says is then answered though it does not read, so
   * that all replies and events that are due to its socket are known. The others ask for streamed
   * replies over the socket, and wait.
   */
  public boolean speaksOverHttp(int slot, int users) {
    Reading reading = of(slot, users);
    return (reading == Reading.SLOW || reading == Reading.STALLED) && slot % 2 == 0;
  }

  /**
   * Whether the user speaks so much that what waits for it fills any queue: the first of each kind
   * who speaks over HTTP. More of them would weigh on the server by what they say.
   */
  public boolean fills(int slot, int users) {
    return speaksOverHttp(slot, users) && of(slot - 2, users) != of(slot, users);
  }

  /**
   * Whether what the user says once it has stopped reading is long: of who fills its queue, and of
   * every second one who asks for streamed replies. What the others say is like what healthy users
   * say, since it is their reading that is to be felt.
   */
  public boolean saysMuch(int slot, int users) {
    int at = slot - (users - stalled - churning);
    boolean asks = !speaksOverHttp(slot, users) && at / 2 % 2 == 0;
    return of(slot, users) == Reading.STALLED && (asks || fills(slot, users));
  }

  private static void require(int count, String what) {
    if (count < 0 || count > LoadPlan.MAX_USERS) {
      throw new IllegalArgumentException(
          what + " must be 0 to " + LoadPlan.MAX_USERS + ": " + count);
    }
  }
}
