package dev.proofload.bridge.session;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One user's stay. Its lock serialises the user's operations; whoever takes it must look at {@link
 * #isEvicted} first, since the stay may have ended meanwhile.
 */
public final class Session {
  private final String userId;
  private final ReentrantLock lock = new ReentrantLock();
  private final History history;
  private final Mailbox mailbox;

  // Written under the registry's lock and this session's; may be read under either.
  private boolean evicted;

  // Guarded by the registry's lock: its place in the order of activity.
  @Nullable Session older;
  @Nullable Session newer;
  long activity;
  boolean connected;

  /**
   * @param userId whose it is
   * @param historyWindow messages that are kept
   */
  public Session(String userId, int historyWindow) {
    this.userId = userId;
    this.history = new History(historyWindow);
    this.mailbox = new Mailbox(userId);
  }

  /** Whose it is. */
  public String userId() {
    return userId;
  }

  /** What was said; only under the lock. */
  public History history() {
    return history;
  }

  /** The user's events and sockets. */
  public Mailbox mailbox() {
    return mailbox;
  }

  /** Waits for the user's other operations. */
  public void lock() {
    lock.lock();
  }

  /** Takes the lock unless an operation is under way. */
  boolean tryLock() {
    return lock.tryLock();
  }

  /** Lets the user's next operation in. */
  public void unlock() {
    lock.unlock();
  }

  /** Whether the stay has ended; only under the lock. */
  public boolean isEvicted() {
    return evicted;
  }

  void evict() {
    evicted = true;
  }
}
