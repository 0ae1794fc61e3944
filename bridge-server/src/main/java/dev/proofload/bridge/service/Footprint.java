package dev.proofload.bridge.service;

import dev.proofload.bridge.agent.EchoResponder;
import dev.proofload.bridge.crisis.CrisisRegister;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.StoredMessage.Role;
import dev.proofload.bridge.session.History;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jol.info.GraphLayout;

/**
 * What things weigh in memory, counted object by object with JOL. A figure is the growth over an
 * empty bridge, divided by how many there are: it holds a share of every map and list, but not the
 * bridge itself.
 */
public final class Footprint {
  private static final int MESSAGES = 20;
  private static final int TEXT_CHARACTERS = 450;
  private static final String[] ROOMS = {"Tower", "Chapel", "Library", "Garden", "Dungeon"};

  static {
    // JOL 0.17 cannot ask a recent JVM where the fields of records and hidden classes lie, and
    // reckons it instead; it reads these when it loads.
    System.setProperty("jol.magicFieldOffset", "true");
    System.setProperty("jol.skipDynamicAttach", "true");
  }

  private Footprint() {}

  /**
   * Bytes a session that has had 10 turns, and so holds 20 messages such as {@code message 7 from
   * user 3} and their echoes, with its name, its place in a room, and its bucket of tokens.
   */
  public static double bytesPerSession(int sessions) {
    require(sessions);
    Bridge bridge = bridge(sessions, MESSAGES);
    long before = deepSize(bridge);
    for (int message = 0; message < MESSAGES / 2; message++) {
      for (int user = 0; user < sessions; user++) {
        String text = "message " + message + " from user " + user;
        chat(bridge, new ChatRequest("user-" + user, "User " + user, text, ROOMS[message % 5]));
      }
    }
    return (double) (deepSize(bridge) - before) / sessions;
  }

  /**
   * Bytes a stored message of about 450 characters, in a history that is full.
   *
   * @param messages how many it holds
   */
  public static double bytesPerMessage(int messages) {
    require(messages);
    History history = new History(messages);
    String filler = "x".repeat(TEXT_CHARACTERS);
    for (int i = 0; i < messages; i++) {
      String text = ("message " + i + " " + filler).substring(0, TEXT_CHARACTERS);
      history.add(i % 2 == 0 ? Role.USER : Role.ASSISTANT, text, 1_700_000_000_000L + i, "Tower");
    }
    return (double) deepSize(history) / messages;
  }

  /**
   * Bytes the crisis state of a user in the middle of a streak, without the user id, which the
   * session holds too.
   */
  public static double bytesPerCrisisState(int users) {
    require(users);
    String[] userIds = new String[users];
    for (int i = 0; i < users; i++) {
      userIds[i] = "user-" + i;
    }
    CrisisRegister register = new CrisisRegister(3, Duration.ofMinutes(5), () -> 0);
    long before = deepSize(register) + deepSize((Object) userIds);
    for (String userId : userIds) {
      register.turn(userId, true);
    }
    return (double) (GraphLayout.parseInstance(register, userIds).totalSize() - before) / users;
  }

  /** Everything that {@code bridge footprint} prints, by its key. */
  public static Map<String, Object> all() {
    Map<String, Object> figures = new TreeMap<>();
    Map<String, Double> sessions = new TreeMap<>(Footprint::byNumber);
    for (int count : new int[] {1, 5, 10, 20, 50, 100}) {
      sessions.put(Integer.toString(count), rounded(bytesPerSession(count)));
    }
    Map<String, Double> messages = new TreeMap<>(Footprint::byNumber);
    for (int window : new int[] {10, 20, 50, 100, 200}) {
      messages.put(Integer.toString(window), rounded(bytesPerMessage(2 * window)));
    }
    figures.put("session_bytes_by_sessions", sessions);
    figures.put("session_messages", MESSAGES);
    figures.put("message_bytes_by_window", messages);
    figures.put("message_characters", TEXT_CHARACTERS);
    figures.put("messages_per_window", 2);
    figures.put("crisis_state_bytes", rounded(bytesPerCrisisState(10_000)));
    figures.put("crisis_states", 10_000);
    figures.put("sessions_per_gb", Math.floor(1e9 / bytesPerSession(10_000)));
    return figures;
  }

  private static Bridge bridge(int sessions, int historyWindow) {
    BridgeSettings defaults = BridgeSettings.DEFAULTS;
    return new Bridge(
        new BridgeSettings(
            defaults.rateLimit(),
            defaults.rateWindow(),
            historyWindow,
            sessions,
            defaults.crisisTurns(),
            defaults.crisisWindow(),
            false,
            defaults.deltaDelay()),
        new EchoResponder(),
        InstantSource.system(),
        System::nanoTime);
  }

  private static void chat(Bridge bridge, ChatRequest request) {
    if (bridge.chat(request) instanceof ChatOutcome.Refused) {
      throw new IllegalStateException("refused: " + request);
    }
  }

  private static long deepSize(Object root) {
    return GraphLayout.parseInstance(root).totalSize();
  }

  private static int byNumber(String a, String b) {
    return Integer.compare(Integer.parseInt(a), Integer.parseInt(b));
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static void require(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1: " + count);
    }
  }
}
