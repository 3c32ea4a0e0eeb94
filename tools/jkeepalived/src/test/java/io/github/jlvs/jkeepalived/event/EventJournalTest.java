// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers without a gap, whoever writes and reads; what is lost is counted. */
@Timeout(60)
class EventJournalTest {
  private static final int ALL = Integer.MAX_VALUE;

  private final EventJournal journal = new EventJournal(() -> Instant.EPOCH);

  private void take(long count) {
    for (long i = 0; i < count; i++) {
      journal.take(new OfDaemon.Ready());
    }
  }

  private static List<Long> numbers(EventJournal.Reading reading) {
    return reading.events().stream().map(Numbered::sequence).toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void nothing_has_happened_at_first() {
    assertThat(journal.after(0, ALL)).isEqualTo(new EventJournal.Reading(0, 0, 0, List.of()));
    assertThat(journal.after(7, ALL)).isEqualTo(new EventJournal.Reading(0, 0, 0, List.of()));
  }

  @Test
  void those_after_a_number_are_given_and_so_many_at_the_most() {
    take(10);

    EventJournal.Reading some = journal.after(3, 4);
    assertThat(numbers(some)).isEqualTo(range(4, 7));
    assertThat(some.newest()).isEqualTo(10);
    assertThat(some.lost()).isZero();
    assertThat(some.next()).isEqualTo(7);
    assertThat(numbers(journal.after(some.next(), 4))).isEqualTo(range(8, 10));
    assertThat(journal.after(10, 4)).isEqualTo(new EventJournal.Reading(10, 0, 10, List.of()));
  }

  @Test
  void a_number_that_is_not_there_yet_is_as_the_newest() {
    take(3);

    assertThat(journal.after(99, ALL)).isEqualTo(new EventJournal.Reading(3, 0, 3, List.of()));
  }

  @Test
  void the_oldest_are_lost_and_counted() {
    take(EventJournal.CAPACITY);
    assertThat(numbers(journal.after(0, ALL))).isEqualTo(range(1, EventJournal.CAPACITY));
    take(100);

    EventJournal.Reading reading = journal.after(0, ALL);
    assertThat(numbers(reading)).isEqualTo(range(101, EventJournal.CAPACITY + 100));
    assertThat(reading.lost()).isEqualTo(100);
    assertThat(journal.after(40, 1).lost()).isEqualTo(60);
    assertThat(journal.after(100, 1).lost()).isZero();
    assertThat(journal.after(100, 1).next()).isEqualTo(101);
  }

  @Test
  void each_kind_is_counted_also_when_it_is_not_kept_any_more() {
    journal.take(new OfDaemon.Stop());
    take(EventJournal.CAPACITY);

    assertThat(journal.count(EventKind.DAEMON_STOP)).isEqualTo(1);
    assertThat(journal.count(EventKind.DAEMON_READY)).isEqualTo(EventJournal.CAPACITY);
    assertThat(journal.count(EventKind.ROUTER_STATE)).isZero();
  }

  /** The events say who wrote them and as which of theirs. */
  @Test
  void writers_on_many_threads_and_a_reader_see_one_order() throws InterruptedException {
    int writers = 4;
    int each = 50_000;
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      String name = "writer-" + w;
      threads.add(
          new Thread(
              () -> {
                for (int i = 1; i <= each; i++) {
                  journal.take(new OfDaemon.Start(name, i, ""));
                }
              },
              name));
    }
    long[] seen = new long[1];
    long[] lost = new long[1];
    List<String> wrong = new ArrayList<>();
    long[] lastOf = new long[writers];
    Thread reader =
        new Thread(
            () -> {
              long since = 0;
              boolean last = false;
              while (!last) {
                last = over.get();
                EventJournal.Reading reading;
                do {
                  reading = journal.after(since, 700);
                  lost[0] += reading.lost();
                  long expected = since + reading.lost();
                  for (Numbered numbered : reading.events()) {
                    expected++;
                    OfDaemon.Start event = (OfDaemon.Start) numbered.event();
                    int writer = event.version().charAt("writer-".length()) - '0';
                    if (numbered.sequence() != expected || event.pid() <= lastOf[writer]) {
                      wrong.add(numbered + " after " + since);
                    }
                    lastOf[writer] = event.pid();
                  }
                  seen[0] += reading.events().size();
                  if (reading.next() != expected) {
                    wrong.add("next is " + reading.next() + " after " + expected);
                  }
                  since = reading.next();
                } while (!reading.events().isEmpty());
              }
            },
            "reader");
    reader.start();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    over.set(true);
    reader.join();

    assertThat(wrong).isEmpty();
    assertThat(seen[0]).isPositive();
    assertThat(seen[0] + lost[0]).isEqualTo((long) writers * each);
    assertThat(journal.after(0, ALL).events()).hasSize(EventJournal.CAPACITY);
    assertThat(lastOf).contains(each);
  }
}
