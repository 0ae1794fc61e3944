package dev.proofload.jmh;

import dev.proofload.bridge.protocol.SessionRow;
import dev.proofload.bridge.room.RoomRegister;
import dev.proofload.bridge.room.RoomView;
import dev.proofload.bridge.session.Session;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One room that holds many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoomBenchmark {
  private static final int HISTORY_WINDOW = 20;

  @Param({"10", "100", "1000", "10000"})
  int occupants = 10;

  private RoomRegister register = new RoomRegister();
  private Session mover = new Session("mover", HISTORY_WINDOW);

  @Setup
  public void setUp() {
    register = new RoomRegister();
    Users users = new Users(occupants);
    for (int i = 0; i < occupants; i++) {
      enter(new Session(users.next(), HISTORY_WINDOW), "Tower");
    }
    mover = new Session("mover", HISTORY_WINDOW);
    enter(mover, "Tower");
  }

  /** Out of the room and back: two moves, of which the second finds everyone. */
  @Benchmark
  public RoomView moveAwayAndBack() {
    enter(mover, "Chapel");
    return enter(mover, "Tower");
  }

  /** A turn of someone who stays, in a room where nothing has changed. */
  @Benchmark
  public RoomView stay() {
    return enter(mover, "");
  }

  /** Everyone at one instant, as {@code who} and {@code /bridge/sessions} need it. */
  @Benchmark
  public List<SessionRow> snapshot() {
    return register.snapshot();
  }

  private RoomView enter(Session session, String room) {
    return register.turn(session, "", room, 2, 1_700_000_000_000L, false);
  }
}
