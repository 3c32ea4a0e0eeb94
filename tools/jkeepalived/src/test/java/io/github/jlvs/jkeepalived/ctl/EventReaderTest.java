// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.view.ActualTable;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.control.view.ExpositionFormat;
import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.control.view.Seen;
import io.github.jlvs.jkeepalived.control.view.Views;
import io.github.jlvs.jkeepalived.control.view.Wanted;
import io.github.jlvs.jkeepalived.event.EventJournal;
import io.github.jlvs.jkeepalived.event.EveryEvent;
import io.github.jlvs.jkeepalived.event.OfDaemon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code events} as its users type it, at a daemon that is played. */
@Timeout(60)
class EventReaderTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private volatile EventJournal journal = new EventJournal(() -> now());
  private volatile Instant time = Views.NOW;
  private final AtomicLong boots = new AtomicLong(1);
  private volatile boolean dead;
  private PlayedDaemon daemon;
  private int interruptible;

  EventReaderTest() {}

  @BeforeEach
  void listen() throws IOException {
    daemon = new PlayedDaemon(directory.resolve("c.sock"));
    daemon.answers(this::answer);
  }

  @AfterEach
  void close() throws IOException {
    daemon.close();
  }

  private Instant now() {
    return time;
  }

  private byte[] answer(String request) {
    Matcher since = Pattern.compile("^GET /v1/events\\?since=([0-9]+) ").matcher(request);
    if (dead || !since.find()) {
      return new byte[0];
    }
    DaemonFacts facts = new DaemonFacts("0", "17", boots.get(), Instant.EPOCH, "conf");
    return PlayedDaemon.whole(
        Page.EVENTS
            .render(
                new Seen(
                    Views.quiet().snapshot(),
                    ActualTable.UNREAD,
                    facts,
                    now(),
                    journal,
                    new Wanted(Long.parseLong(since.group(1)), ExpositionFormat.PROMETHEUS)))
            .body());
  }

  private void restart() {
    long unused = boots.incrementAndGet();
    journal = new EventJournal(this::now);
  }

  private void happens(int count) {
    for (int i = 0; i < count; i++) {
      journal.take(new OfDaemon.Ready());
    }
  }

  private int run(String... words) {
    return run(pause -> false, words);
  }

  private int run(Predicate<Duration> pause, String... words) {
    return run(out, pause, words);
  }

  private int run(OutputStream to, Predicate<Duration> pause, String... words) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("events", "--socket"));
    all.add(directory.resolve("c.sock").toString());
    all.addAll(List.of(words));
    WatchedOutput watched = new WatchedOutput(to);
    return JkeepalivedCtl.run(
        all.toArray(String[]::new),
        new JkeepalivedCtl.Surroundings(
            new PrintStream(watched, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            ZoneOffset.UTC,
            false,
            pause,
            () -> interruptible++,
            watched::isLeft,
            command -> OptionalInt.empty()));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private List<String> shown() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> numbers() {
    return shown().stream()
        .map(line -> line.replaceFirst("^\\{\"sequence\":([0-9]+),\"time\":.*}$", "$1"))
        .toList();
  }

  @Test
  void all_that_there_are_are_shown_a_line_each() {
    EveryEvent.all().forEach(journal::take);

    assertThat(run()).isZero();

    assertThat(shown())
        .hasSize(EveryEvent.all().size())
        .contains(
            "2026-11-28 22:00:05.000  daemon.ready     the start is over",
            "2026-11-28 22:00:05.000  router.state     VI_1  BACKUP to MASTER: no master was heard",
            "2026-11-28 22:00:05.000  server.state     [10.1.0.3]:tcp:80 of [10.1.0.50]:tcp:80  DOWN: TCP_CHECK: ?[2J?\"\\?");
    assertThat(said()).isEmpty();
    assertThat(interruptible).isZero();
  }

  @Test
  void as_json_each_is_what_the_daemon_said() {
    EveryEvent.all().forEach(journal::take);

    assertThat(run("--json", "--kind=server.state,table")).isZero();

    assertThat(shown()).hasSize(7).allMatch(line -> JsonTree.parse(line).isPresent());
    assertThat(shown().get(1))
        .isEqualTo(
            "{\"sequence\":29,\"time\":\"2026-11-28T22:00:05Z\",\"kind\":\"server.state\","
                + "\"name\":\"[10.1.0.50]:tcp:80\",\"server\":\"[10.1.0.3]:tcp:80\",\"from\":null,"
                + "\"to\":\"UP\",\"peer\":null,\"reason\":\"TCP_CHECK\",\"text\":\"UP: TCP_CHECK\"}");
  }

  @Test
  void more_than_an_answer_holds_are_asked_for_again() {
    happens(2500);

    assertThat(run("--json")).isZero();

    assertThat(numbers()).hasSize(2500).startsWith("1", "2").endsWith("2500");
  }

  @Test
  void those_after_a_number_are_shown_and_what_is_lost_is_said() {
    happens(EventJournal.CAPACITY + 10);

    assertThat(run("--json", "--since=4105")).isZero();
    assertThat(numbers()).containsExactly("4106");
    assertThat(said()).isEmpty();
    assertThat(run("--since=9")).isZero();
    assertThat(said()).isEqualTo("jkeepalivedctl: 1 event is not kept any more\n");
    assertThat(run()).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void a_number_of_an_earlier_daemon_is_said_to_be_one() {
    happens(2);

    assertThat(run("--since", "7")).isZero();
    assertThat(shown()).isEmpty();
    assertThat(said())
        .isEqualTo(
            "jkeepalivedctl: the newest event is 2: this daemon was started after number 7 was read\n");
  }

  @Test
  void those_of_the_last_minutes_are_shown() {
    happens(1);
    time = time.plusSeconds(60);
    happens(1);
    time = time.plusSeconds(60);
    happens(1);

    assertThat(run("--json", "--since=90s")).isZero();
    assertThat(numbers()).containsExactly("2", "3");
    assertThat(run("--json", "--since=1m")).isZero();
    assertThat(numbers()).containsExactly("2", "3");
    assertThat(run("--json", "--since=1s")).isZero();
    assertThat(numbers()).containsExactly("3");
    assertThat(run("--json", "--since=1d")).isZero();
    assertThat(numbers()).containsExactly("1", "2", "3");
    assertThat(said()).isEmpty();
  }

  @Test
  void that_the_kept_ones_do_not_reach_so_far_back_is_said() {
    happens(EventJournal.CAPACITY + 10);

    assertThat(run("--since=1m")).isZero();
    assertThat(said()).isEqualTo("jkeepalivedctl: 10 events are not kept any more\n");
  }

  @Test
  void a_follower_goes_on_and_says_what_it_has_missed() {
    happens(1);
    List<Duration> pauses = new ArrayList<>();

    int status =
        run(
            pause -> {
              pauses.add(pause);
              happens(pauses.size() == 2 ? EventJournal.CAPACITY + 5 : 1);
              return pauses.size() < 3;
            },
            "--json",
            "--follow");

    assertThat(status).isZero();
    assertThat(pauses).containsOnly(Duration.ofMillis(500));
    assertThat(numbers())
        .startsWith("1", "2", "8")
        .endsWith("4103")
        .hasSize(2 + EventJournal.CAPACITY);
    assertThat(said()).isEqualTo("jkeepalivedctl: 5 events are not kept any more\n");
    assertThat(interruptible).isEqualTo(1);
  }

  @Test
  void a_follower_outlives_the_daemon() {
    happens(3);
    List<Duration> pauses = new ArrayList<>();

    int status =
        run(
            pause -> {
              pauses.add(pause);
              dead = pauses.size() < 3;
              if (pauses.size() == 3) {
                restart();
                happens(5);
              }
              return pauses.size() < 5;
            },
            "--json",
            "-f");

    assertThat(status).isZero();
    assertThat(numbers()).containsExactly("1", "2", "3", "1", "2", "3", "4", "5");
    assertThat(said().lines())
        .hasSize(3)
        .element(2)
        .isEqualTo("jkeepalivedctl: the daemon was started again: its events begin anew");
    assertThat(said()).contains("jkeepalivedctl: waiting for it; ");
  }

  @Test
  void a_daemon_that_was_only_silent_goes_on_where_it_was() {
    happens(3);
    List<Duration> pauses = new ArrayList<>();

    int status =
        run(
            pause -> {
              pauses.add(pause);
              dead = pauses.size() == 1;
              happens(1);
              return pauses.size() < 3;
            },
            "--json",
            "-f");

    assertThat(status).isZero();
    assertThat(numbers()).containsExactly("1", "2", "3", "4", "5");
    assertThat(said()).endsWith("jkeepalivedctl: the daemon answers again\n");
  }

  @Test
  void without_a_daemon_at_first_nobody_waits() {
    dead = true;

    assertThat(run(pause -> true, "--follow")).isEqualTo(JkeepalivedCtl.UNREACHED);
    assertThat(said()).contains("does not speak HTTP");
  }

  @Test
  void who_does_not_read_any_more_ends_a_follower_well_and_a_list_not() {
    happens(1);
    OutputStream closed = failing("Broken pipe");

    assertThat(run(closed, pause -> true, "--follow")).isZero();
    assertThat(said()).isEmpty();
    assertThat(run(closed, pause -> true)).isEqualTo(JkeepalivedCtl.UNWRITTEN);
  }

  @Test
  void a_follower_that_cannot_write_says_so() {
    happens(1);

    assertThat(run(failing("No space left on device"), pause -> true, "--follow"))
        .isEqualTo(JkeepalivedCtl.UNWRITTEN);
    assertThat(said()).contains("the output could not be written whole");
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--since=x",
        "--since=-1",
        "--since=10w",
        "--since=",
        "--since=0s",
        "--kind=nothing",
        "--kind=router.",
        "more"
      })
  void what_makes_no_sense_is_2(String word) {
    assertThat(run(word)).isEqualTo(JkeepalivedCtl.USAGE);
    assertThat(said()).startsWith("jkeepalivedctl: ").doesNotContain("Exception");
    assertThat(shown()).isEmpty();
  }

  @Test
  void an_answer_without_numbers_is_of_no_daemon() {
    daemon.answers(request -> PlayedDaemon.whole(Body.of("{\"events\":[]}")));

    assertThat(run()).isEqualTo(JkeepalivedCtl.UNREACHED);
    assertThat(said()).contains("has no number 'next'");
  }
}
