// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the daemon is asked for at the control socket. */
class DaemonCommandTest extends DaemonOnStage {
  private final Configuration empty = configuration("global_defs {\n}\n");

  /** What comes of a command that is asked for once the start is over. */
  private CommandResult asked(String path, String body) throws Exception {
    CompletableFuture<CommandResult> came = new CompletableFuture<>();
    atStart = daemon -> {};
    onSaid =
        (daemon, line) -> {
          if (line.equals("Startup complete")) {
            Command command =
                commands.stream()
                    .filter(each -> each.path().equals(path))
                    .findFirst()
                    .orElseThrow();
            Object unused =
                command
                    .begin(Arguments.parse(body, command.arguments()), new Caller("root", true))
                    .whenComplete(
                        (result, failure) -> {
                          boolean unusedCame = came.complete(result);
                          daemon.stop();
                        });
          }
        };
    assertThat(run(guide)).isZero();
    return came.get(10, TimeUnit.SECONDS);
  }

  private long reconfigured() {
    return happened.stream().filter(each -> each.endsWith(" reconfigure")).count();
  }

  @Test
  void a_reload_is_done_and_told_with_its_plan() throws Exception {
    again = new ReadAgain(Optional.of(empty), List.of("test.conf: a warning"), Optional.empty());

    assertThat(asked("/v1/reload", ""))
        .isEqualTo(
            new CommandResult.Done(
                List.of(
                    "test.conf: a warning",
                    "Reload: 1 global setting changed, 1 virtual router removed, 1 virtual server"
                        + " removed",
                    "Reload: global setting router_id changed",
                    "Reload: virtual router VI_1 removed",
                    "Reload: virtual server [10.1.80.90]:tcp:80 removed",
                    "Reload complete")));
    assertThat(reconfigured()).isPositive();
    assertThat(said).contains("test.conf: a warning", "Reload complete");
  }

  @Test
  void a_dry_one_tells_the_plan_and_touches_nothing() throws Exception {
    again = new ReadAgain(Optional.of(empty), List.of(), Optional.empty());

    CommandResult result = asked("/v1/reload", "{\"dry\": true}");

    assertThat(result).isInstanceOf(CommandResult.Done.class);
    assertThat(((CommandResult.Done) result).lines()).first().asString().startsWith("Reload: 1 ");
    assertThat(reconfigured()).isZero();
    assertThat(said).doesNotContain("Reloading ...");
    assertThat(snapshot.now().orElseThrow().reloads().taken()).isZero();
  }

  @Test
  void a_file_with_errors_is_refused_in_its_words() throws Exception {
    again =
        new ReadAgain(
            Optional.empty(),
            List.of("test.conf:3: an error"),
            Optional.of("test.conf:3: an error"));

    assertThat(asked("/v1/reload", "{\"dry\": true}"))
        .isEqualTo(new CommandResult.Refused("test.conf:3: an error"));
    assertThat(reconfigured()).isZero();
  }

  @Test
  void one_that_fails_is_refused_and_says_that_part_of_it_may_not_be_in_force() throws Exception {
    again = new ReadAgain(Optional.of(guide), List.of(), Optional.empty());
    reconfigureFails = true;

    CommandResult result = asked("/v1/reload", "{}");

    assertThat(((CommandResult.Refused) result).lines())
        .last()
        .asString()
        .startsWith("Reload failed, part of the configuration may not be in force: ");
  }

  @Test
  void a_fault_while_reading_ends_nothing() throws Exception {
    fault = Optional.of(new IllegalStateException("disk"));

    CommandResult result = asked("/v1/reload", "{\"dry\": true}");

    assertThat(((CommandResult.Refused) result).lines())
        .singleElement()
        .asString()
        .startsWith("A reload would fail: ")
        .contains("disk");
  }
}
