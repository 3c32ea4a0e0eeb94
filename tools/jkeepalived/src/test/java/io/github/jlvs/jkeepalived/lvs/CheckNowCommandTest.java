// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.linux.TriedNow;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Who is tried, and what is told of it. */
class CheckNowCommandTest {
  private static final List<VirtualServerSetup> SERVERS =
      ConfigurationReader.read(
              "t.conf",
              """
              virtual_server 10.1.0.50 80 {
                protocol TCP
                lb_kind NAT
                real_server 10.0.0.1 80 {
                  TCP_CHECK {
                  }
                }
                real_server 10.0.0.2 80 {
                }
              }
              virtual_server 10.1.0.51 80 {
                protocol TCP
                lb_kind NAT
                real_server 10.0.0.1 80 {
                  TCP_CHECK {
                  }
                }
              }
              """)
          .configuration()
          .orElseThrow()
          .virtualServers();

  private static CommandResult ask(String json, Function<Check, TriedNow> came) {
    CheckNowCommand command =
        new CheckNowCommand(
            () -> SERVERS,
            (in, server) ->
                CompletableFuture.completedFuture(server.checks().stream().map(came).toList()));
    return ask(command, json);
  }

  private static CommandResult ask(CheckNowCommand command, String json) {
    return command
        .begin(
            Arguments.parse(json.replace('\'', '"'), command.arguments()), new Caller("root", true))
        .toCompletableFuture()
        .join();
  }

  @Test
  void without_a_server_all_are_tried() {
    assertThat(ask("{}", check -> new TriedNow.Found(check, ProbeResult.SUCCESS)))
        .isEqualTo(
            new CommandResult.Done(
                List.of(
                    "[10.0.0.1]:tcp:80 of [10.1.0.50]:tcp:80: TCP_CHECK: success",
                    "[10.0.0.2]:tcp:80 of [10.1.0.50]:tcp:80 has no check",
                    "[10.0.0.1]:tcp:80 of [10.1.0.51]:tcp:80: TCP_CHECK: success")));
  }

  @Test
  void what_fails_is_told_apart_from_what_could_not_be_tried() {
    assertThat(
            ask(
                "{'server':'10.0.0.1:80','service':'10.1.0.51:80'}",
                check -> new TriedNow.Found(check, ProbeResult.timeout("no answer"))))
        .isEqualTo(
            new CommandResult.Done(
                List.of(),
                List.of("[10.0.0.1]:tcp:80 of [10.1.0.51]:tcp:80: TCP_CHECK: no answer")));
    assertThat(failed(check -> new TriedNow.Dropped(check)))
        .endsWith("TCP_CHECK: was not made: the check rests, or a reload has ended it");
    assertThat(
            failed(
                check ->
                    new TriedNow.Impossible(check, new LinuxException("socket", Errno.EMFILE))))
        .contains("TCP_CHECK: could not be made: ");
  }

  private static String failed(Function<Check, TriedNow> came) {
    return ((CommandResult.Done) ask("{'service':'10.1.0.51:80'}", came)).failures().get(0);
  }

  @Test
  void one_that_is_not_there_is_refused_with_those_that_are() {
    assertThat(ask("{'server':'10.0.0.9:80'}", TriedNow.Dropped::new))
        .isInstanceOfSatisfying(
            CommandResult.Refused.class,
            refused ->
                assertThat(refused.lines().get(0))
                    .contains("no real server 10.0.0.9:80", "10.0.0.1:80"));
  }

  @Test
  void one_that_a_reload_takes_away_meanwhile_is_named() {
    CheckNowCommand.TryingNow gone =
        (VirtualServerSetup in, RealServer server) ->
            CompletableFuture.failedFuture(new IllegalArgumentException("there is no such"));

    assertThat(ask(new CheckNowCommand(() -> SERVERS, gone), "{'service':'10.1.0.51:80'}"))
        .isEqualTo(
            new CommandResult.Done(
                List.of(),
                List.of(
                    "[10.0.0.1]:tcp:80 of [10.1.0.51]:tcp:80 is not in the configuration any"
                        + " more")));
  }
}
