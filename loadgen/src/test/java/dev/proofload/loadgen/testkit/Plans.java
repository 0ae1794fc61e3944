package dev.proofload.loadgen.testkit;

import dev.proofload.loadgen.workload.KindMix;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.Optional;

/** Builds plans: 4 users, 20 messages each, nothing but chat, over HTTP, unless said otherwise. */
public final class Plans {
  private int users = 4;
  private Optional<Integer> messages = Optional.of(20);
  private Optional<Duration> duration = Optional.empty();
  private Duration warmup = Duration.ZERO;
  private Transport transport = Transport.HTTP;
  private int rooms = 5;
  private int crisisUsers = 1;
  private int messageSize = 100;
  private Duration thinkTime = Duration.ZERO;
  private Duration timeout = Duration.ofSeconds(10);
  private long seed = 1;
  private KindMix mix = KindMix.CHAT_ONLY;
  private Optional<OpenLoad> open = Optional.empty();
  private Readers readers = Readers.ALL_HEALTHY;

  private Plans() {}

  public static Plans plan() {
    return new Plans();
  }

  public Plans users(int value) {
    users = value;
    return this;
  }

  public Plans messages(int value) {
    messages = Optional.of(value);
    return this;
  }

  /** Bounded by neither messages nor time, unless a duration follows. */
  public Plans unbounded() {
    messages = Optional.empty();
    return this;
  }

  public Plans duration(Duration value) {
    duration = Optional.of(value);
    return this;
  }

  public Plans warmup(Duration value) {
    warmup = value;
    return this;
  }

  public Plans transport(Transport value) {
    transport = value;
    return this;
  }

  public Plans rooms(int value) {
    rooms = value;
    return this;
  }

  public Plans crisisUsers(int value) {
    crisisUsers = value;
    return this;
  }

  public Plans messageSize(int value) {
    messageSize = value;
    return this;
  }

  public Plans thinkTime(Duration value) {
    thinkTime = value;
    return this;
  }

  public Plans timeout(Duration value) {
    timeout = value;
    return this;
  }

  public Plans seed(long value) {
    seed = value;
    return this;
  }

  public Plans mix(KindMix value) {
    mix = value;
    return this;
  }

  public Plans open(OpenLoad value) {
    open = Optional.of(value);
    return this;
  }

  public Plans readers(Readers value) {
    readers = value;
    return this;
  }

  /** The plan, validated. */
  public LoadPlan make() {
    return new LoadPlan(
        users,
        messages,
        duration,
        warmup,
        transport,
        rooms,
        crisisUsers,
        messageSize,
        thinkTime,
        timeout,
        seed,
        mix,
        open,
        readers);
  }
}
