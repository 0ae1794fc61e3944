package dev.proofload.loadgen.workload;

/**
 * What one user does next. Each user has one instance, which its script fills in anew each time, so
 * that a message costs no allocation; whoever wants to keep something copies it.
 *
 * <p>Not thread-safe: it belongs to the thread that drives the user.
 */
public final class Operation {
  /** The room is left as it is. */
  public static final int NO_ROOM = -1;

  private final int user;
  private OperationKind kind = OperationKind.CHAT;
  private int sequence;
  private int nonce;
  private int room = NO_ROOM;
  private int phrase;
  private Rendezvous rendezvous = Rendezvous.NONE;

  /**
   * @param user index of the user, from 0
   */
  public Operation(int user) {
    if (user < 0) {
      throw new IllegalArgumentException("user must not be negative: " + user);
    }
    this.user = user;
  }

  /**
   * Fills in what to do next.
   *
   * @param sequence number of the operation among the user's, from 0
   * @param nonce what makes its text unmistakable
   * @param room where it happens, an index into the plan's rooms, or {@link #NO_ROOM}
   * @param phrase which text is said, any number
   */
  public void set(
      OperationKind kind, int sequence, int nonce, int room, int phrase, Rendezvous rendezvous) {
    this.kind = kind;
    this.sequence = sequence;
    this.nonce = nonce;
    this.room = room;
    this.phrase = phrase;
    this.rendezvous = rendezvous;
  }

  public int user() {
    return user;
  }

  public OperationKind kind() {
    return kind;
  }

  public int sequence() {
    return sequence;
  }

  public int nonce() {
    return nonce;
  }

  public int room() {
    return room;
  }

  public int phrase() {
    return phrase;
  }

  /** Where in the meeting of all users this operation stands. */
  public Rendezvous rendezvous() {
    return rendezvous;
  }
}
