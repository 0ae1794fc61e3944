package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SayBookTest {
  /** What one saying weighs that nobody heard: its four slots, and what it takes itself. */
  private static final int EACH = 20;

  private final SayBook book = new SayBook(10 * EACH);

  @Property(tries = 200)
  void theLatestThatAreOverAreRemembered(@ForAll long seed) {
    Random random = new Random(seed);
    int most = EACH * (2 + random.nextInt(10)) + random.nextInt(EACH);
    SayBook some = new SayBook(most);
    List<Saying> over = new ArrayList<>();
    Map<Integer, Integer> next = new HashMap<>();
    Map<Integer, Integer> forgotten = new HashMap<>();
    int weight = 0;
    for (int i = 0; i < 60; i++) {
      int speaker = random.nextInt(4);
      int sequence = next.merge(speaker, 1, Integer::sum);
      Saying saying = some.tell(speaker, sequence, i);
      int hearers = random.nextInt(6);
      for (int user = 0; user < hearers; user++) {
        saying.hearers.put(user, SayHearers.HEARD, 1);
      }
      int slots = saying.hearers.slots();
      some.over(saying);
      over.add(saying);
      weight += slots + 16;
      while (weight > most) {
        Saying oldest = over.removeFirst();
        weight -= oldest.weight;
        forgotten.put(oldest.speaker, oldest.sequence);
        assertThat(oldest.forgotten).isTrue();
        assertThat(oldest.hearers.size()).isZero();
        assertThat(some.find(oldest.speaker, oldest.sequence)).isNull();
      }
      for (Saying known : over) {
        assertThat(some.find(known.speaker, known.sequence)).isSameAs(known);
        assertThat(known.forgotten).isFalse();
      }
      for (int one = 0; one < 4; one++) {
        int last = forgotten.getOrDefault(one, -1);
        assertThat(some.mayBeForgotten(one, Math.max(0, last))).isEqualTo(last >= 0);
        assertThat(some.mayBeForgotten(one, last + 1)).isFalse();
        assertThat(some.mayBeForgotten(one, 0)).isEqualTo(last >= 0);
      }
    }
  }

  @Test
  void keepsApartWhoSaidIt() {
    Saying one = book.tell(1, 2, 0);
    Saying two = book.tell(2, 1, 0);
    Saying three = book.tell(0, 2, 0);
    assertThat(book.find(1, 2)).isSameAs(one);
    assertThat(book.find(2, 1)).isSameAs(two);
    assertThat(book.find(0, 2)).isSameAs(three);
    assertThat(book.find(0, 1)).isNull();
  }

  @Test
  void isToldWhatWasHeardEarly() {
    Saying heard = book.early(1, 2, 3, 40);
    assertThat(heard.startNanos).isEqualTo(40);
    assertThat(heard.endNanos).isEqualTo(40);
    assertThat(book.heardEarly(1, 2)).isSameAs(heard);
    assertThat(book.heardEarly(1, 3)).isNull();
    Saying other = book.tell(1, 1, 3);
    assertThat(other).isNotSameAs(heard);
    assertThat(book.tell(1, 2, 3)).isSameAs(heard);
    heard.state = Saying.State.OPEN;
    assertThat(book.heardEarly(1, 2)).isNull();
  }

  @Test
  void manyAreHeardEarly() {
    Saying first = book.early(1, 1, 3, 40);
    Saying second = book.early(1, 2, 3, 50);
    assertThat(book.tell(1, 1, 3)).isSameAs(first);
    first.state = Saying.State.LOOSE;
    assertThat(book.heardEarly(1, 2)).isSameAs(second);
    assertThat(book.tell(1, 2, 3)).isSameAs(second);
  }

  @Test
  void whatIsNotToldIsTakenOutOnce() {
    Saying told = book.early(1, 1, 0, 10);
    Saying made = book.early(1, 2, 0, 20);
    Saying later = book.early(1, 3, 0, 30);
    book.tell(1, 1, 0);
    told.state = Saying.State.OPEN;
    assertThat(book.nextNotTold(20)).as("it may still be told").isNull();
    assertThat(book.nextNotTold(21)).isSameAs(made);
    assertThat(book.nextNotTold(21)).isNull();
    book.noLongerEarly(later);
    later.state = Saying.State.VOID;
    assertThat(book.nextNotTold(99)).isNull();
  }

  @Test
  void whatIsForgottenIsNotOwed() {
    SayHearer hearer = new SayHearer(7, 0, 0);
    Saying saying = book.tell(1, 2, 3);
    hearer.owe(saying);
    book.over(saying);
    for (int i = 3; i < 13; i++) {
      book.over(book.tell(1, i, 3));
    }
    assertThat(hearer.nextDue(Long.MAX_VALUE)).isNull();
  }

  @Test
  void whoMustGetItIsAskedForThatOnce() {
    SayHearer hearer = new SayHearer(7, 0, 0);
    Saying saying = book.tell(1, 2, 3);
    saying.endNanos = 50;
    hearer.owe(saying);
    assertThat(hearer.nextDue(50)).as("what ends as the fetch begins may come later").isNull();
    assertThat(hearer.nextDue(51)).isSameAs(saying);
    assertThat(hearer.nextDue(51)).isNull();
  }

  @Test
  void whatWasHeardIsOwedNoLongerThanThereIsRoom() {
    SayHearer hearer = new SayHearer(7, 0, 0);
    List<Saying> sayings = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Saying saying = new Saying(1, i, 0);
      sayings.add(saying);
      hearer.owe(saying);
      // Every tenth is lost, so that what lies behind it cannot simply go.
      if (i % 10 > 0) {
        saying.hearers.put(7, SayHearers.HEARD, 1);
      }
      assertThat(hearer.due.size()).as("after %s", i).isLessThanOrEqualTo(64 + i / 5);
    }
    for (int i = 0; i < 1_000; i += 10) {
      assertThat(hearer.nextDue(Long.MAX_VALUE)).isSameAs(sayings.get(i));
    }
    assertThat(hearer.nextDue(Long.MAX_VALUE)).isNull();
  }
}
