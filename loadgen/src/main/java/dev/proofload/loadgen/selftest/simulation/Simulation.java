package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import java.util.Arrays;
import java.util.function.Function;

/**
 * One run of simulated users against a simulated bridge, told to a listener as a real run is: in
 * the order in which operations ended. The same settings give the same run, operation for
 * operation. Not thread-safe.
 */
public final class Simulation {
  private static final int SETTLE_EVERY = 16;
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final Stage stage;
  private final Texts texts;
  private final HistoryListener listener;
  private final Client[] clients;
  private final long[] dueNanos;
  private int users;
  private long operations;
  private boolean closing;
  private boolean fetching;
  private boolean interrupted;
  private int nextFetched;

  /**
   * @param bridge makes the bridge that is to be tried
   * @param listener is told everything
   */
  public Simulation(
      Settings settings, Function<Stage, SimulatedBridge> bridge, HistoryListener listener) {
    this.stage = new Stage(settings);
    this.texts = new Texts(stage.names());
    this.listener = listener;
    this.users = settings.clients();
    this.clients = new Client[users + 1];
    this.dueNanos = new long[2 * clients.length];
    SimulatedBridge tried = bridge.apply(stage);
    Others others = new Others();
    for (int i = 0; i < users; i++) {
      clients[i] = new Client(this, tried, new UserCourse(stage, i, others), i);
    }
    clients[users] = new Client(this, tried, new OnlookerCourse(stage, others), Operation.NOBODY);
    Arrays.fill(dueNanos, Stage.NEVER);
  }

  /** What users and rooms are called in a run with these settings. */
  public static Names names(Settings settings) {
    return new Stage(settings).names();
  }

  /** When every run begins. */
  public static long originNanos(Settings settings) {
    return new Stage(settings).clockNanos();
  }

  /**
   * Runs the load, and then the quiet phase in which all that waits is fetched.
   *
   * @param most operations of the load
   */
  public void run(long most) {
    for (int i = 0; i < clients.length; i++) {
      clients[i].begin();
      refresh(i);
    }
    while (operations < most) {
      step();
    }
    closing = true;
    for (int i = 0; i < clients.length; i++) {
      clients[i].hurry();
      refresh(i);
    }
    while (!allParked() || pendingNanos() < stage.nowNanos() + PATIENCE_NANOS) {
      step();
    }
    fetching = true;
    for (int i = 0; i < clients.length - 1; i++) {
      clients[i].closeDown();
      refresh(i);
    }
    finishAll();
    clients[clients.length - 1].closeDown();
    refresh(clients.length - 1);
    finishAll();
    listener.settled(Long.MAX_VALUE);
    listener.ended(true);
  }

  /** Operations that have ended. */
  public long operations() {
    return operations;
  }

  /** When something happens next of what nobody waits for. */
  private long pendingNanos() {
    return stage.settings().streams() ? earliest() : stage.nextLaterNanos();
  }

  private void finishAll() {
    while (earliest() < Stage.NEVER) {
      step();
    }
  }

  private boolean allParked() {
    for (Client client : clients) {
      if (!client.isParked()) {
        return false;
      }
    }
    return true;
  }

  private long earliest() {
    long earliest = stage.nextLaterNanos();
    for (long due : dueNanos) {
      earliest = Math.min(earliest, due);
    }
    return earliest;
  }

  /** The next thing happens; of two at the same time, what was put off, then frames. */
  private void step() {
    int slot = 0;
    for (int i = 1; i < dueNanos.length; i++) {
      if (dueNanos[i] < dueNanos[slot]) {
        slot = i;
      }
    }
    long laterNanos = stage.nextLaterNanos();
    if (laterNanos <= dueNanos[slot]) {
      stage.moveTo(laterNanos);
      stage.runNextLater();
      if (interrupted) {
        interrupted = false;
        for (int i = 0; i < clients.length; i++) {
          refresh(i);
        }
      }
      refreshSockets();
      return;
    }
    stage.moveTo(dueNanos[slot]);
    if (slot < clients.length) {
      receive(slot);
      return;
    }
    int index = slot - clients.length;
    clients[index].advance(listener);
    refresh(index);
    refreshSockets();
  }

  private void receive(int index) {
    if (clients[index].socket() != null) {
      clients[index].receive(listener);
      refresh(index);
    }
  }

  private void refresh(int index) {
    dueNanos[clients.length + index] = clients[index].dueNanos();
    refreshSocket(index);
  }

  private void refreshSockets() {
    if (!stage.framesWereSent()) {
      return;
    }
    for (int i = 0; i < clients.length; i++) {
      refreshSocket(i);
    }
  }

  private void refreshSocket(int index) {
    Socket socket = clients[index].socket();
    dueNanos[index] = socket == null ? Stage.NEVER : socket.nextNanos();
  }

  private void settle() {
    long settled = stage.nowNanos();
    for (Client client : clients) {
      settled = Math.min(settled, client.oldestStartNanos());
    }
    listener.settled(stage.shown(settled));
  }

  /** A client goes on with something else than what it was about. */
  void interrupted() {
    interrupted = true;
  }

  HistoryListener listener() {
    return listener;
  }

  Stage stage() {
    return stage;
  }

  Texts texts() {
    return texts;
  }

  boolean isClosing() {
    return closing;
  }

  boolean isFetching() {
    return fetching;
  }

  void countOperation() {
    operations++;
    if (operations % SETTLE_EVERY == 0) {
      settle();
    }
  }

  int freshUser() {
    return users++;
  }

  private final class Others implements Peers {
    @Override
    public int any() {
      return clients[stage.below(clients.length - 1)].user();
    }

    @Override
    public int anyDraining() {
      Client client = clients[nextFetched++ % (clients.length - 1)];
      return client.isDraining() ? client.user() : Operation.NOBODY;
    }
  }
}
