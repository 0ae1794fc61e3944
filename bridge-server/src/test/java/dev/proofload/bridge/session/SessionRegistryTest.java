package dev.proofload.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRegistryTest {
  private final List<String> evicted = Collections.synchronizedList(new ArrayList<>());
  private final SessionRegistry registry =
      new SessionRegistry(3, 20, session -> evicted.add(session.userId()));

  private Session use(String userId) {
    Session session = registry.acquire(userId);
    session.unlock();
    return session;
  }

  private void connect(String userId, boolean connected) {
    Session session = registry.find(userId).orElseThrow();
    session.lock();
    registry.setConnected(session, connected);
    session.unlock();
  }

  @Test
  void aUserKeepsItsSession() {
    Session first = use("a");

    assertThat(use("a")).isSameAs(first);
    assertThat(registry.size()).isEqualTo(1);
  }

  @Test
  void theLeastRecentlyActiveGoesFirst() {
    use("a");
    use("b");
    use("c");
    use("a");
    use("d");
    use("e");

    assertThat(evicted).containsExactly("b", "c");
    assertThat(registry.size()).isEqualTo(3);
  }

  @Test
  void findingIsNoActivity() {
    use("a");
    use("b");
    use("c");
    assertThat(registry.find("a")).isPresent();
    use("d");

    assertThat(evicted).containsExactly("a");
    assertThat(registry.find("a")).isEmpty();
  }

  @Test
  void thoseWithASocketGoLast() {
    use("a");
    use("b");
    use("c");
    connect("a", true);
    connect("b", true);
    use("d");
    use("e");
    connect("e", true);
    use("f");

    assertThat(evicted).containsExactly("c", "d", "a");
  }

  @Test
  void losingASocketIsNoActivity() {
    use("a");
    connect("a", true);
    use("b");
    use("c");
    connect("a", false);
    use("d");

    assertThat(evicted).containsExactly("a");
  }

  @Test
  void aBusySessionIsNotEvicted() throws InterruptedException {
    use("a");
    Session busy = registry.acquire("a");
    use("b");
    use("c");
    registry.acquire("b").unlock();
    Thread other = Thread.ofPlatform().start(() -> use("d"));
    other.join();

    assertThat(evicted).containsExactly("c");
    busy.unlock();
  }

  @Test
  void anEvictedSessionIsReplacedByAFreshOne() {
    Session old = use("a");
    use("b");
    use("c");
    use("d");
    Session fresh = use("a");

    assertThat(fresh).isNotSameAs(old);
    assertThat(old.isEvicted()).isTrue();
    assertThat(fresh.isEvicted()).isFalse();
  }

  @Test
  void anEvictedSessionIsNotNotedAsConnected() {
    Session old = use("a");
    use("b");
    use("c");
    use("d");
    old.lock();
    registry.setConnected(old, true);
    old.unlock();
    use("e");
    use("f");
    use("g");

    assertThat(evicted).containsExactly("a", "b", "c", "d");
  }

  @Test
  void manyThreadsOnFewSessionsKeepTheBound() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int seed = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 5_000; i++) {
                      Session session = registry.acquire("u" + (i * 7 + seed) % 9);
                      try {
                        assertThat(session.isEvicted()).isFalse();
                        registry.setConnected(session, i % 3 == 0);
                      } finally {
                        session.unlock();
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(registry.size()).isEqualTo(3);
  }

  @Test
  void refusesNoSessions() {
    assertThatThrownBy(() -> new SessionRegistry(0, 20, session -> {})).hasMessageContaining("0");
  }
}
