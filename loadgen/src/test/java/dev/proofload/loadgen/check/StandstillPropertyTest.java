package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.StandstillScene.End;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StandstillPropertyTest {
  private static final int SCENES = 2_000;

  @Property(tries = SCENES)
  void whoKnowsLessAccusesNoMore(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StandstillStory story = story(random);
    if (StandstillTest.accusations(story.ends()).isEmpty()) {
      for (int i = 0; i < 10; i++) {
        assertThat(StandstillTest.accusations(story.endsWithLessKnown(random))).isEmpty();
      }
    }
  }

  /** Else the property would say nothing. */
  @Test
  void manyScenesAreAtTheEdgeOfAnAccusation() {
    int accused = 0;
    int stillAccused = 0;
    for (int seed = 0; seed < SCENES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StandstillStory story = story(random);
      if (!StandstillTest.accusations(story.ends()).isEmpty()) {
        accused++;
        boolean still = !StandstillTest.accusations(story.endsWithLessKnown(random)).isEmpty();
        stillAccused += still ? 1 : 0;
      }
    }
    assertThat(accused).isBetween(SCENES / 10, SCENES * 9 / 10);
    assertThat(stillAccused).isBetween(accused / 10, accused * 9 / 10);
  }

  private static StandstillStory story(SplittableRandom random) {
    StandstillScene scene = new StandstillScene();
    boolean odd = random.nextInt(4) == 0;
    scene.waiting = (odd ? 2 : 3) + random.nextInt(3);
    scene.served = random.nextInt(scene.waiting);
    scene.lasts = 2_950 + random.nextLong(1_000);
    scene.looksEvery = 150 + random.nextLong(450);
    scene.looksTake = 1 + random.nextLong(80);
    scene.unread = random.nextInt(3);
    scene.end = odd ? End.ANOTHER_REASON : random.nextBoolean() ? End.CLOSED : End.READS_ON;
    scene.readsOnAfter = 10 + random.nextLong(800);
    scene.toldAfter = 110 + random.nextLong(600);
    long last = scene.lastLook();
    if (random.nextInt(2) == 0) {
      // The answer is one of those that the server says it sent.
      long start = random.nextLong(last);
      long end = start + 1 + random.nextLong(last + 500 - start);
      scene.story.asks(start, end, StandstillScene.STALLED);
      scene.unread++;
    }
    if (random.nextInt(4) == 0) {
      scene.unreadByOthers = 1;
      for (int user = 0; user < scene.waiting; user++) {
        scene.story.hears(30 + random.nextLong(700), user);
      }
    }
    for (long at = 100; at < last; at += 100 + random.nextLong(1_000)) {
      scene.story.asksOverHttp(at, at + 1 + random.nextLong(200), 7);
    }
    scene.play();
    return scene.story;
  }
}
