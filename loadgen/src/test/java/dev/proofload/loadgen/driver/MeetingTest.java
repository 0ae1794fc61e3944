package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MeetingTest {
  private final List<String> ran = new ArrayList<>();

  @Test
  void whoWaitsIsReleasedByTheLast() {
    Meeting meeting = new Meeting(3);
    meeting.passed(Rendezvous.ARRIVE);
    meeting.whenAllPassed(Rendezvous.ARRIVE, () -> ran.add("first"));
    meeting.passed(Rendezvous.ARRIVE);
    meeting.whenAllPassed(Rendezvous.ARRIVE, () -> ran.add("second"));
    assertThat(ran).isEmpty();
    meeting.passed(Rendezvous.ARRIVE);
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void whoComesLateWaitsForNobody() {
    Meeting meeting = new Meeting(1);
    meeting.passed(Rendezvous.ARRIVE);
    meeting.whenAllPassed(Rendezvous.ARRIVE, () -> ran.add("late"));
    assertThat(ran).containsExactly("late");
    meeting.passed(Rendezvous.ARRIVE);
    assertThat(ran).as("nobody is released twice").containsExactly("late");
  }

  @Test
  void theStationsAreApart() {
    Meeting meeting = new Meeting(2);
    meeting.whenAllPassed(Rendezvous.ARRIVE, () -> ran.add("look"));
    meeting.whenAllPassed(Rendezvous.LOOK, () -> ran.add("leave"));
    meeting.passed(Rendezvous.ARRIVE);
    meeting.passed(Rendezvous.ARRIVE);
    assertThat(ran).containsExactly("look");
    meeting.passed(Rendezvous.LOOK);
    meeting.passed(Rendezvous.LOOK);
    assertThat(ran).containsExactly("look", "leave");
  }

  @Test
  void whoGoesForGoodIsWaitedForNowhere() {
    Meeting meeting = new Meeting(3);
    meeting.whenAllPassed(Rendezvous.ARRIVE, () -> ran.add("look"));
    meeting.whenAllPassed(Rendezvous.LOOK, () -> ran.add("leave"));
    meeting.leave(Rendezvous.ARRIVE);
    meeting.passed(Rendezvous.ARRIVE);
    meeting.leave(Rendezvous.LOOK);
    assertThat(ran).as("the second had arrived, and left").isEmpty();
    meeting.passed(Rendezvous.ARRIVE);
    assertThat(ran).containsExactly("look");
    meeting.leave(Rendezvous.LEAVE);
    assertThat(ran).containsExactly("look");
    meeting.passed(Rendezvous.LOOK);
    assertThat(ran).containsExactly("look", "leave");
  }

  @Test
  void aMeetingOfNobodyHoldsNobodyBack() {
    Meeting meeting = new Meeting(0);
    meeting.whenAllPassed(Rendezvous.LOOK, () -> ran.add("on"));
    assertThat(ran).containsExactly("on");
  }

  @Test
  void elsewhereNobodyMeets() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Meeting(1).passed(Rendezvous.LEAVE))
        .withMessage("LEAVE");
  }

  @Test
  void whatWaitsMayAskAgainWithoutLockingItselfOut() {
    Meeting meeting = new Meeting(1);
    meeting.whenAllPassed(
        Rendezvous.ARRIVE, () -> meeting.whenAllPassed(Rendezvous.ARRIVE, () -> ran.add("inner")));
    meeting.passed(Rendezvous.ARRIVE);
    assertThat(ran).containsExactly("inner");
  }

  @Test
  void everybodyGetsThroughOnceHoweverTheyMeet() throws InterruptedException {
    int users = 8;
    for (int round = 0; round < 500; round++) {
      Meeting meeting = new Meeting(users);
      AtomicInteger arrived = new AtomicInteger();
      AtomicInteger early = new AtomicInteger();
      CountDownLatch released = new CountDownLatch(users);
      List<Thread> threads = new ArrayList<>();
      for (int user = 0; user < users; user++) {
        boolean gone = user == round % users;
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      arrived.incrementAndGet();
                      if (gone) {
                        meeting.leave(Rendezvous.ARRIVE);
                        released.countDown();
                        return;
                      }
                      meeting.passed(Rendezvous.ARRIVE);
                      meeting.whenAllPassed(
                          Rendezvous.ARRIVE,
                          () -> {
                            early.addAndGet(arrived.get() < users ? 1 : 0);
                            released.countDown();
                          });
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(released.getCount()).isZero();
      assertThat(early.get()).isZero();
    }
  }
}
