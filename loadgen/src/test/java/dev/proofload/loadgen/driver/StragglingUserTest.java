package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.HistoryLane;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.StreamRecorder;
import dev.proofload.loadgen.target.bridge.BridgeDialect;
import dev.proofload.loadgen.testkit.Plans;
import dev.proofload.loadgen.workload.ClosingPart;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Script;
import dev.proofload.loadgen.workload.Transport;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Time is what the test says. The load lasts 100 s, so that who stalls does so after 15 s. */
class StragglingUserTest {
  private static final Readers ONE_STALLED = new Readers(0, 1, 0);
  private static final int STEP_MILLIS = 10;
  private static final int SLOT = 3;

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final List<String> happened = new ArrayList<>();
  private final Lane lane = new Lane();
  private final Link socket = new Link(Transport.WS);
  private final Link http = new Link(Transport.HTTP);
  private long millis;

  /**
   * The last of four users, who is started.
   *
   * @param via how it chats
   */
  private StragglingUser user(Readers readers, Transport via) {
    time.freezeTime();
    LoadPlan plan =
        Plans.plan()
            .readers(readers)
            .transport(Transport.WS)
            .unbounded()
            .duration(Duration.ofSeconds(100))
            .make();
    LoadRun run =
        new LoadRun(plan, Schedules.of(plan), 0, true, () -> TimeUnit.MILLISECONDS.toNanos(millis));
    run.begin(0, 0);
    LoopContext context =
        new LoopContext(
            time.eventLoop(),
            new BridgeDialect(Names.plain("abcd1234", 5), new MessageText(100)),
            lane,
            new StreamRecorder(readers));
    StragglingUser user =
        new StragglingUser(
            plan,
            SLOT,
            context,
            run,
            new Chatting(via),
            (which, slot, id, own, listener, holdable) ->
                (which == Transport.WS ? socket : http).of(own, listener));
    user.connect();
    user.start();
    return user;
  }

  private void pass(int seconds) {
    for (int step = 0; step < seconds * 1_000 / STEP_MILLIS; step++) {
      millis += STEP_MILLIS;
      time.advanceTimeBy(STEP_MILLIS, TimeUnit.MILLISECONDS);
      time.runScheduledPendingTasks();
    }
  }

  @Test
  void whoStallsLooksUpEveryEightSecondsForOne() {
    user(ONE_STALLED, Transport.WS);
    pass(35);
    assertThat(happened)
        .containsExactly(
            "0 s: opens",
            "15 s: stops",
            "23 s: reads on",
            "24 s: stops",
            "31 s: reads on",
            "32 s: stops");
  }

  @Test
  void whoAsksOverItsSocketSaysOneTextEachTime() {
    user(ONE_STALLED, Transport.WS);
    pass(17);
    int sent = socket.sent;
    pass(5);
    assertThat(socket.sent).isEqualTo(sent);
    pass(8);
    assertThat(socket.sent).isEqualTo(sent + 1);
    assertThat(socket.unread).isTrue();
    pass(8);
    assertThat(socket.sent).isEqualTo(sent + 2);
  }

  @Test
  void whoWasClosedMeanwhileLearnsItAndComesBackAsTheSameUser() {
    user(ONE_STALLED, Transport.WS);
    pass(20);
    socket.cutOff = true;
    pass(2);
    assertThat(happened).last().isEqualTo("15 s: stops");
    pass(10);
    assertThat(happened)
        .containsExactly(
            "0 s: opens",
            "15 s: stops",
            "23 s: reads on",
            "23 s: opens",
            "24 s: stops",
            "31 s: reads on",
            "32 s: stops");
    assertThat(lane.closed).isEqualTo(1);
    assertThat(lane.users).containsOnly(SLOT);
  }

  @Test
  void whoSpeaksOverHttpComesBackToo() {
    user(ONE_STALLED, Transport.HTTP);
    pass(20);
    socket.cutOff = true;
    int sent = http.sent;
    pass(5);
    assertThat(happened)
        .containsExactly(
            "0 s: opens", "15 s: stops", "23 s: reads on", "23 s: opens", "24 s: stops");
    assertThat(http.sent).isGreaterThan(sent);
    assertThat(lane.closed).isEqualTo(1);
    assertThat(lane.users).containsOnly(SLOT);
  }

  @Test
  void theReplyThatAClosedSocketOwedIsNotTakenForThatToTheNextQuestion() {
    user(ONE_STALLED, Transport.WS);
    pass(20);
    socket.cutOff = true;
    pass(3);
    socket.owes = socket.asked;
    pass(9);
    assertThat(lane.answers).isNotEmpty().allMatch(line -> line.matches("(\\d+) by \\1"));
    assertThat(lane.replies).isEqualTo(1);
  }

  @Test
  void whoHasSettledReadsForGood() {
    StragglingUser user = user(ONE_STALLED, Transport.WS);
    pass(20);
    user.load().stop();
    user.settle();
    pass(20);
    assertThat(happened).containsExactly("0 s: opens", "15 s: stops", "20 s: reads on");
  }

  @Test
  void whoSettlesWhileLookingUpDoesNotStallAgain() {
    StragglingUser user = user(ONE_STALLED, Transport.WS);
    pass(23);
    assertThat(happened).last().isEqualTo("23 s: reads on");
    user.load().stop();
    user.settle();
    pass(20);
    assertThat(happened).last().isEqualTo("23 s: reads on");
  }

  @Test
  void whoReadsSlowlyReadsNoFasterWhenItHasComeBack() {
    user(new Readers(1, 0, 0), Transport.WS);
    pass(1);
    socket.read = 0;
    pass(10);
    assertThat(socket.read).isEqualTo(100);
    socket.cutOff = true;
    pass(1);
    assertThat(happened).contains("11 s: opens");
    socket.read = 0;
    pass(10);
    assertThat(socket.read).isEqualTo(100);
  }

  /** Answers a step after it was asked; the socket keeps the answer while it is held. */
  private final class Link implements UserConnection {
    private final Transport which;
    private @Nullable LoopContext context;
    private @Nullable Listener listener;
    private boolean open;
    private boolean held;
    private boolean unread;
    private boolean cutOff;
    private int sent;
    private int read;
    private int asked;
    private int owes = Operation.NOBODY;

    private Link(Transport which) {
      this.which = which;
    }

    private Link of(LoopContext own, Listener told) {
      context = own;
      listener = told;
      return this;
    }

    private void note(String what) {
      if (which == Transport.WS) {
        happened.add(millis / 1_000 + " s: " + what);
      }
    }

    private Observation seen(Observation.Type type) {
      Observation seen = Objects.requireNonNull(context).seen();
      seen.reset();
      seen.type(type);
      return seen;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void open() {
      note("opens");
      open = true;
      held = false;
      seen(Observation.Type.GREETING);
      Objects.requireNonNull(listener).opened();
    }

    @Override
    public void send(Operation operation) {
      sent++;
      asked = operation.sequence();
      time.eventLoop()
          .schedule(
              () -> {
                unread = true;
                if (!held) {
                  answer();
                }
              },
              STEP_MILLIS,
              TimeUnit.MILLISECONDS);
    }

    private void answer() {
      if (unread && open) {
        if (owes != Operation.NOBODY) {
          answer(owes);
          owes = Operation.NOBODY;
        }
        unread = false;
        answer(asked);
      }
    }

    private void answer(int sequence) {
      Operation answered = new Operation(SLOT);
      answered.set(OperationKind.CHAT, sequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
      byte[] marker = new byte[Marker.LENGTH];
      Marker.write(answered, marker, 0);
      seen(Observation.Type.ANSWER).text(new String(marker, StandardCharsets.US_ASCII));
      Objects.requireNonNull(listener).received();
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public void hold() {
      note("stops");
      held = true;
    }

    @Override
    public void readOne() {
      read++;
      readOrEnd();
    }

    @Override
    public void readOn() {
      note("reads on");
      held = false;
      readOrEnd();
    }

    private void readOrEnd() {
      if (cutOff) {
        cutOff = false;
        unread = false;
        open = false;
        Objects.requireNonNull(listener).lost("cut off");
      } else {
        answer();
      }
    }
  }

  /** Chats again and again. */
  private static final class Chatting implements Script {
    private final Transport via;
    private int sequence;

    private Chatting(Transport via) {
      this.via = via;
    }

    @Override
    public boolean next(Operation next, double progress) {
      next.set(OperationKind.CHAT, sequence++, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
      next.via(via);
      return true;
    }

    @Override
    public void takeBack() {}

    @Override
    public void refused() {}

    @Override
    public void renewed() {}

    @Override
    public void close(ClosingPart part) {}
  }

  /** Who was told of, and how many closed sockets. */
  private static final class Lane implements HistoryLane {
    private final List<Integer> users = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private int closed;
    private int replies;

    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      users.add(operation.user());
      Marker marker = Marker.at(seen.text(), 0);
      if (outcome == Outcome.OK && marker != null) {
        answers.add(operation.sequence() + " by " + marker.sequence());
      }
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      users.add(user);
      closed += seen.type() == Observation.Type.CLOSED ? 1 : 0;
      replies += seen.type() == Observation.Type.DELIVERY ? 1 : 0;
    }

    @Override
    public void progress(long oldestStartNanos) {}

    @Override
    public void close() {}
  }
}
