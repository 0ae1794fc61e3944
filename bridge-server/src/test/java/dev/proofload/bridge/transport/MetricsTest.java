package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {
  @Test
  void countsWhatWasDone() {
    try (TestServer server = TestServer.with(4, 20, 2)) {
      server.chat(TestServer.body("ada", "hello").put("room", "Chapel"));
      server.chat("ada", "I want to die");
      server.chat("ada", "I want to die");
      server.chat("ada", "I want to die");
      assertThat(server.post("ada", "again").statusCode()).isEqualTo(429);
      try (TestSocket socket = TestSocket.connected(server, "bob")) {
        socket.chat("hello").next();
        socket.move("Garden").next();
        Exposition told = scrape(server);
        assertThat(told.value("bridge_sessions")).isEqualTo(2);
        assertThat(told.value("bridge_rooms")).isEqualTo(2);
        assertThat(told.value("bridge_occupants")).isEqualTo(2);
        assertThat(told.value("bridge_websocket_connections")).isEqualTo(1);
        assertThat(told.value("bridge_streams{state=\"connected\"}")).isEqualTo(1);
        assertThat(told.value("bridge_streams{state=\"slow\"}")).isZero();
        assertThat(told.value("bridge_outbox_frames{class=\"critical\"}")).isZero();
        assertThat(told.value("bridge_outbox_bytes")).isZero();
        assertThat(told.value(streamed("control", "sent"))).isEqualTo(1);
        assertThat(told.value(streamed("critical", "produced"))).isEqualTo(1);
        assertThat(told.value(streamed("critical", "sent"))).isEqualTo(1);
        assertThat(told.value(streamed("important", "sent"))).isEqualTo(1);
        assertThat(told.value(streamed("bulk", "dropped"))).isZero();
        assertThat(told.value("bridge_streams_closed_total")).isZero();
        assertThat(told.value("bridge_stream_sent_bytes_total")).isPositive();
        assertThat(told.value(messages("http", "answered"))).isEqualTo(4);
        assertThat(told.value(messages("http", "refused"))).isEqualTo(1);
        assertThat(told.value(messages("websocket", "answered"))).isEqualTo(1);
        assertThat(told.value(messages("websocket", "refused"))).isZero();
        assertThat(told.value("bridge_moves_total{outcome=\"answered\"}")).isEqualTo(1);
        assertThat(told.value("bridge_crisis_detections_total")).isEqualTo(3);
        assertThat(told.value("bridge_crisis_deliveries_total")).isEqualTo(1);
        assertThat(told.value("bridge_sessions_evicted_total")).isZero();
        assertThat(told.value("bridge_build_info{version=\"test\"}")).isEqualTo(1);
      }
    }
  }

  @Test
  void countsEventsThatWaitAndThoseThatHadToGo() {
    try (TestServer server = TestServer.start()) {
      server.chat("bob", "hello");
      for (int i = 0; i < 1_003; i++) {
        server.chat("ada", "say hello");
      }
      Exposition told = scrape(server);
      assertThat(told.value("bridge_events_waiting")).isEqualTo(1_000);
      assertThat(told.value("bridge_session_events_dropped")).isEqualTo(3);
      assertThat(server.drain("bob")).hasSize(1_000);
      assertThat(scrape(server).value("bridge_events_waiting")).isZero();
    }
  }

  @Test
  void countsEvictions() {
    try (TestServer server = TestServer.with(0, 20, 2)) {
      for (String user : new String[] {"ada", "bob", "carl", "dora"}) {
        server.chat(user, "hello");
      }
      Exposition told = scrape(server);
      assertThat(told.value("bridge_sessions")).isEqualTo(2);
      assertThat(told.value("bridge_sessions_evicted_total")).isEqualTo(2);
    }
  }

  @Test
  void tellsHowLongRequestsAndFramesTook() {
    try (TestServer server = TestServer.start()) {
      server.chat("ada", "hello");
      server.post("", "no user");
      server.send("GET", "/nowhere", "");
      try (TestSocket socket = TestSocket.connected(server, "ada")) {
        socket.chat("hello").next();
        // A request is timed until after its answer was written, so that a client can be faster.
        awaitSample(server, durations("chat", "200"));
        awaitSample(server, durations("chat", "400"));
        awaitSample(server, durations("other", "404"));
        awaitSample(server, durations("metrics", "200"));
        awaitSample(server, "bridge_websocket_frame_duration_seconds_count");
        assertThat(scrape(server).types())
            .containsEntry("bridge_http_request_duration_seconds", "histogram");
      }
    }
  }

  @Test
  void tellsOfTheVirtualMachine() {
    try (TestServer server = TestServer.start()) {
      Exposition told = scrape(server);
      assertThat(told.value("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
      assertThat(told.value("process_cpu_seconds_total")).isPositive();
      assertThat(told.value("jvm_threads_current")).isPositive();
    }
  }

  @Test
  void namesNobody() {
    try (TestServer server = TestServer.start()) {
      server.chat(TestServer.body("ada-7", "hello").put("room", "Hideout").put("username", "Zoe"));
      server.get("/bridge/room_events/ada-7");
      awaitSample(server, durations("room_events", "200"));
      assertThat(server.send("GET", "/metrics", "").body())
          .contains("route=\"room_events\"")
          .doesNotContain("ada-7", "Hideout", "Zoe");
    }
  }

  @Test
  void speaksTheFormatThatIsAskedFor() {
    try (TestServer server = TestServer.start()) {
      HttpResponse<String> text = server.send("GET", "/metrics", "");
      assertThat(text.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      HttpResponse<String> open =
          server.send(
              "GET", "/metrics", "", "Accept", "application/openmetrics-text;version=1.0.0,*/*");
      assertThat(open.statusCode()).isEqualTo(200);
      assertThat(open.headers().firstValue("Content-Type"))
          .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(open.body()).endsWith("# EOF\n").contains("# TYPE bridge_messages counter");
      assertThat(
              server
                  .send("GET", "/metrics", "", "Accept", "application/vnd.google.protobuf")
                  .headers()
                  .firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }
  }

  private static void awaitSample(TestServer server, String sample) {
    boolean there = false;
    while (!there) {
      Double value = scrape(server).samples().get(sample);
      there = value != null && value > 0;
    }
    assertThat(there).isTrue();
  }

  private static Exposition scrape(TestServer server) {
    HttpResponse<String> answer = server.send("GET", "/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Exposition.read(answer.body());
  }

  private static String streamed(String of, String outcome) {
    return "bridge_stream_messages_total{class=\"" + of + "\",outcome=\"" + outcome + "\"}";
  }

  private static String messages(String transport, String outcome) {
    return "bridge_messages_total{outcome=\"" + outcome + "\",transport=\"" + transport + "\"}";
  }

  private static String durations(String route, String code) {
    return "bridge_http_request_duration_seconds_count{code=\"%s\",route=\"%s\"}"
        .formatted(code, route);
  }
}
