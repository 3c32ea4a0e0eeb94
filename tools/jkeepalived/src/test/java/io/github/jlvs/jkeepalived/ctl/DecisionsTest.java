// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided of real servers, as it is typed. */
@Timeout(60)
class DecisionsTest extends TypedCommand {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drain 10.0.0.1:80|/v1/overrides|{\"server\":\"10.0.0.1:80\",\"state\":\"drain\"}",
        "disable 10.0.0.1 --service web --for 10m --why disk|/v1/overrides|{\"for\":\"10m\","
            + "\"server\":\"10.0.0.1\",\"service\":\"web\",\"state\":\"disabled\",\"why\":\"disk\"}",
        "weight [2001:db8::1]:80 5|/v1/overrides|{\"server\":\"[2001:db8::1]:80\","
            + "\"state\":\"weight\",\"weight\":5}",
        "enable 10.0.0.1:80 --service web|/v1/overrides/remove|{\"server\":\"10.0.0.1:80\","
            + "\"service\":\"web\"}"
      })
  void what_is_decided_of_a_server_is_asked_for(String words, String path, String body) {
    answers(200, "{\"done\":[\"It is so\"]}");

    assertThat(run((words + " --socket=" + socket()).split(" "))).isZero();

    assertThat(daemon.asked())
        .startsWith("POST " + path + " HTTP/1.1\r\n")
        .endsWith("\r\n\r\n" + body);
    assertThat(shown()).isEqualTo("It is so\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drain",
        "weight 10.0.0.1:80",
        "weight 10.0.0.1:80 many",
        "drain 10.0.0.1:80 --timeout 5",
        "drain 10.0.0.1:80 --wait --timeout never",
        "enable 10.0.0.1:80 --for 5"
      })
  void what_makes_no_sense_is_not_asked_for(String words) {
    assertThat(run((words + " --socket=" + socket()).split(" "))).isEqualTo(2);
    assertThat(daemon.requests()).isEmpty();
  }

  private int drain(boolean terminal, Predicate<Duration> pause, String... more) {
    List<String> words = new ArrayList<>(List.of("drain", "10.1.0.3:80", "--wait"));
    words.add("--socket=" + socket());
    words.addAll(List.of(more));
    return run(terminal, pause, words.toArray(String[]::new));
  }

  private static String server(int left) {
    return "{\"done\":[],\"servers\":[{\"service\":\"[10.1.0.50]:tcp:80\","
        + "\"address\":\"[10.1.0.3]:tcp:80\",\"weight\":{\"desired\":0,\"actual\":0},"
        + "\"override\":{\"state\":\"DRAIN\",\"left\":"
        + left
        + "}}]}";
  }

  @Test
  void it_waits_until_no_connection_is_left_and_whoever_watches_sees_how_many_are() {
    answers(200, server(2));

    int status =
        drain(
            true,
            pause -> {
              pauses.add(pause);
              answers(200, server(pauses.size() < 3 ? 1 : 0));
              return true;
            });

    assertThat(status).isZero();
    assertThat(pauses).hasSize(4).containsOnly(Duration.ofSeconds(1));
    assertThat(shown()).isEqualTo("10.1.0.3:80 is drained: no connection is left\n");
    assertThat(said().lines())
        .containsExactly(
            "jkeepalivedctl: 10.1.0.3:80: 2 left",
            "jkeepalivedctl: 10.1.0.3:80: 1 left",
            "jkeepalivedctl: 10.1.0.3:80: 0 left");
  }

  @Test
  void when_the_time_is_over_that_is_124() {
    answers(200, server(2));
    assertThat(drain(false, pause -> true, "--timeout", "1s")).isEqualTo(124);
    assertThat(said())
        .isEqualTo(
            "jkeepalivedctl: the time is over: 10.1.0.3:80 has 2 left, and goes on draining until"
                + " it is enabled\n");
  }

  @Test
  void when_somebody_else_enables_it_the_wait_is_over() {
    answers(200, "{\"done\":[],\"servers\":[]}");
    assertThat(drain(false, pause -> true)).isEqualTo(1);
    assertThat(said()).contains("does not drain any more");
  }

  @Test
  void a_restart_of_the_daemon_is_outlived_but_not_its_end() {
    answers(200, server(1));
    assertThat(
            drain(
                false,
                pause -> {
                  pauses.add(pause);
                  answers(pauses.size() < 50 ? 503 : 200, server(0));
                  return true;
                }))
        .isZero();
    answers(200, server(1));
    assertThat(
            drain(
                false,
                pause -> {
                  answers(503, "{\"error\":\"not yet\"}");
                  return true;
                }))
        .isEqualTo(3);
    assertThat(said()).contains("not yet");
  }

  @Test
  void what_is_refused_is_not_waited_for() {
    answers(409, "{\"status\":409,\"error\":\"no such server\"}");
    assertThat(drain(false, pause -> true)).isEqualTo(1);
  }
}
