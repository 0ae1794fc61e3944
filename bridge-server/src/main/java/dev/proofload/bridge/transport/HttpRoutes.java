package dev.proofload.bridge.transport;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.proofload.bridge.crisis.CrisisMessage;
import dev.proofload.bridge.limit.Allowance;
import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.Health;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.RequestReader;
import dev.proofload.bridge.service.Bridge;
import dev.proofload.bridge.service.ChatOutcome;
import dev.proofload.bridge.service.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP side of the contract. Called on a virtual thread for each request; reads and writes may
 * block it, but no lock of the bridge is held then.
 */
final class HttpRoutes implements HttpHandler {
  private static final String CHAT = "/bridge/chat";
  private static final String HEALTH = "/bridge/health";
  private static final String SESSIONS = "/bridge/sessions";
  private static final String ROOMS = "/bridge/rooms";
  private static final String STREAMS = "/bridge/streams";
  private static final String METRICS = "/metrics";
  private static final String EVENTS = "/bridge/room_events/";
  private static final String HISTORY = "/bridge/history/";
  private static final String SOCKET = "/bridge/ws/";
  private static final byte[] SESSION_NOT_FOUND = JsonAnswers.error("session not found");
  private static final byte[] HISTORY_IS_OFF =
      JsonAnswers.error("histories are not told; start the bridge with --history-api");
  private static final List<List<String>> SMALL_NUMBERS = smallNumbers(1_024);

  private final Bridge bridge;
  private final Streams streams;
  private final AccessPolicy policy;
  private final int httpPort;
  private final int wsPort;
  private final String version;
  private final Durations durations;
  private final Metrics metrics;

  HttpRoutes(
      Bridge bridge,
      Streams streams,
      AccessPolicy policy,
      int httpPort,
      int wsPort,
      String version,
      Durations durations,
      Metrics metrics) {
    this.bridge = bridge;
    this.streams = streams;
    this.policy = policy;
    this.httpPort = httpPort;
    this.wsPort = wsPort;
    this.version = version;
    this.durations = durations;
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long since = System.nanoTime();
    Durations.Route route = route(exchange.getRequestURI().getRawPath());
    try {
      admit(exchange, route);
    } catch (BadRequestException e) {
      Answer.json(exchange, 400, JsonAnswers.error(e.getMessage()));
    } catch (RuntimeException | Error e) {
      // A defect of ours: the client learns that much and no more.
      System.err.println("bridge: " + exchange.getRequestURI().getRawPath() + ": " + e);
      Answer.json(exchange, 500, JsonAnswers.error("internal error"));
    } finally {
      exchange.close();
      durations.request(route, exchange.getResponseCode(), System.nanoTime() - since);
    }
  }

  /** What is asked for, without whose. */
  private static Durations.Route route(String path) {
    return switch (path) {
      case CHAT -> Durations.Route.CHAT;
      case HEALTH -> Durations.Route.HEALTH;
      case SESSIONS -> Durations.Route.SESSIONS;
      case ROOMS -> Durations.Route.ROOMS;
      case STREAMS -> Durations.Route.STREAMS;
      case METRICS -> Durations.Route.METRICS;
      default ->
          path.startsWith(EVENTS)
              ? Durations.Route.ROOM_EVENTS
              : path.startsWith(HISTORY)
                  ? Durations.Route.HISTORY
                  : path.startsWith(SOCKET) ? Durations.Route.WS : Durations.Route.OTHER;
    };
  }

  private void admit(HttpExchange exchange, Durations.Route route)
      throws IOException, BadRequestException {
    Headers headers = exchange.getRequestHeaders();
    List<String> hosts = headers.getOrDefault("Host", List.of());
    String origin = headers.getFirst("Origin");
    if (hosts.size() != 1) {
      throw new BadRequestException("one Host header required", "");
    }
    if (!policy.allowsHost(hosts.getFirst())) {
      Answer.json(exchange, 403, JsonAnswers.error("this Host is not allowed; see --allow-host"));
    } else if (origin != null && !policy.allowsOrigin(origin, httpPort)) {
      Answer.json(
          exchange, 403, JsonAnswers.error("this Origin is not allowed; see --allow-origin"));
    } else {
      serve(exchange, route);
    }
  }

  private void serve(HttpExchange exchange, Durations.Route route)
      throws IOException, BadRequestException {
    switch (route) {
      case OTHER -> Answer.json(exchange, 404, JsonAnswers.error("no such path"));
      case CHAT -> {
        if (isMethod(exchange, "POST")) {
          chat(exchange);
        }
      }
      default -> {
        if (isMethod(exchange, "GET")) {
          get(exchange, route);
        }
      }
    }
  }

  private void get(HttpExchange exchange, Durations.Route route)
      throws IOException, BadRequestException {
    String path = exchange.getRequestURI().getRawPath();
    switch (route) {
      case HEALTH -> Answer.json(exchange, 200, JsonAnswers.health(health()));
      case SESSIONS -> Answer.json(exchange, 200, JsonAnswers.sessions(bridge.everyone()));
      case ROOMS -> Answer.json(exchange, 200, JsonAnswers.rooms(bridge.everyone()));
      case STREAMS -> Answer.json(exchange, 200, JsonAnswers.streams(streams.census()));
      case METRICS -> metrics.answer(exchange);
      case ROOM_EVENTS -> events(exchange, PathName.userId(path.substring(EVENTS.length())));
      case HISTORY -> history(exchange, PathName.userId(path.substring(HISTORY.length())));
      case WS -> upgradeRequired(exchange, path);
      case CHAT, OTHER -> throw new IllegalStateException("not for GET: " + path);
    }
  }

  private void chat(HttpExchange exchange) throws IOException, BadRequestException {
    Headers headers = exchange.getRequestHeaders();
    if (!isJson(headers.getFirst("Content-type"))) {
      Answer.json(exchange, 415, JsonAnswers.error("Content-Type must be application/json"));
      return;
    }
    byte[] body = body(exchange);
    if (body.length > HttpTuning.MAX_BODY_BYTES) {
      Answer.json(
          exchange,
          413,
          JsonAnswers.error("body must be at most " + HttpTuning.MAX_BODY_BYTES + " bytes"));
      return;
    }
    ChatRequest request;
    try {
      request = RequestReader.chat(body);
    } catch (BadRequestException e) {
      if (!e.userId().isEmpty()) {
        rateHeaders(exchange, bridge.allowance(e.userId()));
      }
      throw e;
    }
    ChatOutcome outcome = bridge.chat(request);
    rateHeaders(exchange, outcome.allowance());
    switch (outcome) {
      case ChatOutcome.Answered answered ->
          Answer.json(exchange, 200, JsonAnswers.chat(answered.reply()));
      case ChatOutcome.Refused refused -> refuse(exchange, refused);
    }
  }

  private static void refuse(HttpExchange exchange, ChatOutcome.Refused refused)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    long waitMillis = TimeUnit.NANOSECONDS.toMillis(refused.allowance().waitNanos() + 999_999);
    headers.set("Retry-After", "1");
    headers.set("X-RateLimit-Reset-Ms", Long.toString(waitMillis));
    byte[] body =
        refused.crisisDetected()
            ? JsonAnswers.refusalWithCrisis(
                Connection.OVER_LIMIT, refused.userId(), CrisisMessage.TEXT)
            : JsonAnswers.error(Connection.OVER_LIMIT, refused.userId());
    Answer.json(exchange, 429, body);
  }

  private void events(HttpExchange exchange, String userId)
      throws IOException, BadRequestException {
    var page = bridge.roomEvents(userId, after(exchange.getRequestURI().getRawQuery()));
    if (page.isPresent()) {
      Answer.json(exchange, 200, JsonAnswers.events(page.get()));
    } else {
      Answer.json(exchange, 404, SESSION_NOT_FOUND);
    }
  }

  private void history(HttpExchange exchange, String userId) throws IOException {
    var messages = bridge.history(userId);
    if (messages.isPresent()) {
      Answer.json(exchange, 200, JsonAnswers.history(userId, messages.get()));
    } else {
      Answer.json(exchange, 404, bridge.tellsHistories() ? SESSION_NOT_FOUND : HISTORY_IS_OFF);
    }
  }

  private void upgradeRequired(HttpExchange exchange, String path) throws IOException {
    String host = AccessPolicy.nameOf(exchange.getRequestHeaders().getFirst("Host"));
    Headers headers = exchange.getResponseHeaders();
    headers.set("Upgrade", "websocket");
    headers.set("Connection", "Upgrade");
    String url = "ws://" + host + ":" + wsPort + path;
    Answer.json(exchange, 426, JsonAnswers.upgradeRequired(url));
  }

  private Health health() {
    long uptimeMillis = TimeUnit.NANOSECONDS.toMillis(bridge.uptimeNanos());
    return new Health(uptimeMillis, bridge.activeSessions(), wsPort, version);
  }

  private static boolean isMethod(HttpExchange exchange, String allowed) throws IOException {
    if (exchange.getRequestMethod().equals(allowed)) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", allowed);
    Answer.json(exchange, 405, JsonAnswers.error("method not allowed; use " + allowed));
    return false;
  }

  private static boolean isJson(String contentType) {
    if (contentType == null) {
      return false;
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  /** The body; one byte too long if it is too long. */
  private static byte[] body(HttpExchange exchange) throws IOException {
    int limit = HttpTuning.MAX_BODY_BYTES + 1;
    String declared = exchange.getRequestHeaders().getFirst("Content-length");
    // The server has checked that it is a number.
    long length = declared == null ? limit : Math.min(limit, Long.parseLong(declared));
    InputStream in = exchange.getRequestBody();
    if (declared == null) {
      return in.readNBytes(limit);
    }
    byte[] body = new byte[(int) length];
    if (length == limit) {
      return body;
    }
    int read = in.readNBytes(body, 0, body.length);
    if (read < body.length) {
      throw new IOException("the client left in the middle of its request");
    }
    return body;
  }

  private static OptionalLong after(String query) throws BadRequestException {
    if (query == null) {
      return OptionalLong.empty();
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith("after=")) {
        String digits = pair.substring("after=".length());
        if (digits.isEmpty()
            || digits.length() > 18
            || !digits.chars().allMatch(HttpRoutes::isDigit)) {
          throw new BadRequestException("after must be a number of an event, not " + digits, "");
        }
        return OptionalLong.of(Long.parseLong(digits));
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static void rateHeaders(HttpExchange exchange, Allowance allowance) {
    Headers headers = exchange.getResponseHeaders();
    headers.put("X-ratelimit-limit", number(allowance.limit()));
    headers.put("X-ratelimit-remaining", number(allowance.remaining()));
  }

  private static List<String> number(int value) {
    return value < SMALL_NUMBERS.size()
        ? SMALL_NUMBERS.get(value)
        : List.of(Integer.toString(value));
  }

  private static List<List<String>> smallNumbers(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(Integer::toString)
        .map(List::of)
        .toList();
  }
}
