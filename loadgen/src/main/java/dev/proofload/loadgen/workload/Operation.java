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

  /** No user: the one who only looks on acts as this, and nobody is aimed at. */
  public static final int NOBODY = -1;

  /** The operation carries no name of the user. */
  public static final int NO_NAME = -1;

  private final int user;
  private OperationKind kind = OperationKind.CHAT;
  private int sequence;
  private int nonce;
  private int room = NO_ROOM;
  private int phrase;
  private Rendezvous rendezvous = Rendezvous.NONE;
  private int target = NOBODY;
  private int nameNumber = NO_NAME;
  private Transport transport = Transport.HTTP;

  /**
   * @param user index of the user, from 0, or {@link #NOBODY} for one who only looks on
   */
  public Operation(int user) {
    if (user < NOBODY) {
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
    this.target = NOBODY;
    this.nameNumber = NO_NAME;
  }

  /**
   * Whom it is about; nobody, unless this is called after {@link #set}.
   *
   * @param user index of the user whispered to, or whose events or history are fetched
   */
  public void aim(int user) {
    this.target = user;
  }

  /**
   * Which name the user goes by from this operation on; none is sent, unless this is called after
   * {@link #set}.
   *
   * @param number see {@link Names#username}
   */
  public void name(int number) {
    this.nameNumber = number;
  }

  /** On which transport it travels; stays so until said otherwise. */
  public void via(Transport one) {
    this.transport = one;
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

  /** Whom it is about, or {@link #NOBODY}. */
  public int target() {
    return target;
  }

  /** The number in the name that it carries, or {@link #NO_NAME}. */
  public int nameNumber() {
    return nameNumber;
  }

  /** {@link Transport#HTTP} or {@link Transport#WS}. */
  public Transport transport() {
    return transport;
  }
}
