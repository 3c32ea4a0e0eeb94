// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.BadArgument;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.command.CommandResult;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.lvs.Said;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoopThread;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody asks for, and what is kept of it. */
@Timeout(60)
class OverrideCommandTest {
  private static final Caller ROOT = new Caller("root", true);
  private static final String TEXT =
      """
      virtual_server_group web {
        10.1.0.60 80
        10.1.0.61 80
      }
      virtual_server 10.1.0.50 80 {
        protocol TCP
        lb_kind NAT
        persistence_timeout 60
        real_server 10.0.0.1 80 {
        }
        real_server 10.0.0.2 80 {
        }
        real_server 10.0.0.2 81 {
        }
      }
      virtual_server 10.1.0.50 80 {
        protocol UDP
        lb_kind NAT
        real_server 10.0.0.1 80 {
        }
      }
      virtual_server group web {
        protocol TCP
        lb_algo mh
        lb_kind NAT
        real_server 10.0.0.1 80 {
        }
      }
      """;

  @TempDir private Path directory = Path.of("");
  private final Said said = new Said();
  private final DaemonLog log = said.log();
  private final Deciding deciding = new Deciding();
  private final List<VirtualServerSetup> servers =
      ConfigurationReader.read("t.conf", TEXT).configuration().orElseThrow().virtualServers();
  private EventLoopThread<OverrideDesk> desk = open();

  private EventLoopThread<OverrideDesk> open() {
    return EventLoopThread.start(
        "desk",
        loop ->
            new OverrideDesk(
                loop,
                file(),
                Overrides.NONE,
                () -> AnyOverrides.BEGIN,
                log,
                event -> {},
                next -> CompletableFuture.completedFuture(next)));
  }

  private OverridesFile file() {
    return new OverridesFile(directory.resolve("overrides"), log);
  }

  @BeforeEach
  void serve() {
    desk.close();
    desk = open();
    deciding.at(desk);
  }

  @AfterEach
  void close() {
    desk.close();
    log.close();
  }

  private static CommandResult ask(Command command, String json) {
    return command
        .begin(Arguments.parse(json.replace('\'', '"'), command.arguments()), ROOT)
        .toCompletableFuture()
        .join();
  }

  private CommandResult set(String json) {
    return ask(
        new OverrideCommand(() -> servers, deciding, () -> AnyOverrides.BEGIN, () -> false), json);
  }

  private CommandResult enable(String json) {
    return ask(new EnableCommand(() -> servers, deciding), json);
  }

  private List<String> kept() {
    return file().read().list().stream().map(OverrideWords::decided).toList();
  }

  @Test
  void a_server_is_drained_in_all_its_virtual_servers_with_what_there_is_to_mind() {
    assertThat(set("{'server':'10.0.0.1:80','state':'drain','for':'10m','why':'new disk'}"))
        .isEqualTo(
            new CommandResult.Done(
                List.of(
                    "10.0.0.1:80 is drained in all its virtual servers, until"
                        + " 2026-11-29T20:10:00Z: new disk",
                    "Warning: " + DrainWarning.RETURNING,
                    "Warning: Scheduler mh of [web]:0 keeps a server that drains in its lookup table"
                        + " and refuses the new connections that fall to it: configure"
                        + " mh-fallback")));
    assertThat(kept())
        .containsExactly(
            "10.0.0.1:80 is drained in all its virtual servers, until 2026-11-29T20:10:00Z: new"
                + " disk");
    log.close();
    assertThat(said.lines()).contains(DrainWarning.RETURNING);
  }

  @Test
  void an_address_alone_is_all_its_ports() {
    assertThat(set("{'server':'10.0.0.2','state':'disabled'}"))
        .isEqualTo(
            new CommandResult.Done(
                List.of(
                    "10.0.0.2:80 is disabled in all its virtual servers, until it is enabled",
                    "10.0.0.2:81 is disabled in all its virtual servers, until it is enabled")));
    assertThat(enable("{'server':'10.0.0.2'}"))
        .isEqualTo(
            new CommandResult.Done(
                List.of(
                    "10.0.0.2:80 is no longer disabled in all its virtual servers",
                    "10.0.0.2:81 is no longer disabled in all its virtual servers")));
    assertThat(kept()).isEmpty();
  }

  @Test
  void in_one_virtual_server_it_is_that_one_alone() {
    assertThat(set("{'server':'10.0.0.1:80','service':'web','state':'weight','weight':7,'for':90}"))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(set("{'server':'10.0.0.1:80','service':'[10.1.0.50]:udp:80','state':'drain'}"))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(kept())
        .containsExactly(
            "10.0.0.1:80 is given weight 7 in [web]:0, until 2026-11-29T20:01:30Z",
            "10.0.0.1:80 is drained in [10.1.0.50]:udp:80, until it is enabled");
    assertThat(enable("{'server':'10.0.0.1:80','service':'web'}"))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(kept()).hasSize(1);
    assertThat(enable("{'server':'10.0.0.1:80'}")).isInstanceOf(CommandResult.Done.class);
    assertThat(kept()).isEmpty();
  }

  @Test
  void one_that_has_no_effect_beside_others_names_its_servers_all_the_same() {
    for (String where :
        List.of(
            "",
            ",'service':'web'",
            ",'service':'[10.1.0.50]:tcp:80'",
            ",'service':'[10.1.0.50]:udp:80'")) {
      assertThat(set("{'server':'10.0.0.1:80','state':'drain'" + where + "}"))
          .isInstanceOf(CommandResult.Done.class);
    }
    assertThat(file().read().meant(servers)).containsExactly(3L, 1L, 1L, 1L);
    assertThat(file().read().meant(List.of())).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void what_is_decided_everywhere_is_not_taken_back_in_one() {
    assertThat(set("{'server':'10.0.0.1:80','state':'disabled'}"))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(enable("{'server':'10.0.0.1:80','service':'web'}"))
        .isEqualTo(
            new CommandResult.Refused(
                "10.0.0.1:80 is disabled in all its virtual servers, until it is enabled; that can"
                    + " be taken back in all of them alone"));
    assertThat(kept()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.9:80||the configuration has no real server 10.0.0.9:80; there is 10.0.0.1:80,"
            + " 10.0.0.2:80, 10.0.0.2:81",
        "10.0.0.2:80|web|web has no real server 10.0.0.2:80; there is 10.0.0.1:80",
        "10.0.0.1:80|10.1.0.99:80|the configuration has no virtual server 10.1.0.99:80; there is"
            + " [10.1.0.50]:tcp:80, [10.1.0.50]:udp:80, [web]:0",
        "10.0.0.1:80|10.1.0.50:80|10.1.0.50:80 is more than one virtual server: write one of"
            + " [[10.1.0.50]:tcp:80, [10.1.0.50]:udp:80]"
      })
  void what_is_not_there_is_refused_with_what_is(String server, String service, String why) {
    String of =
        "{'server':'" + server + "'" + (service == null ? "" : ",'service':'" + service + "'");
    assertThat(set(of + ",'state':'drain'}")).isEqualTo(new CommandResult.Refused(why));
    assertThat(enable(of + "}")).isEqualTo(new CommandResult.Refused(why));
    assertThat(kept()).isEmpty();
  }

  @Test
  void what_is_decided_of_a_server_that_is_gone_can_be_taken_back() {
    assertThat(set("{'server':'10.0.0.2:81','state':'drain'}"))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(ask(new EnableCommand(List::of, deciding), "{'server':'10.0.0.2:81'}"))
        .isInstanceOf(CommandResult.Done.class);
    assertThat(kept()).isEmpty();
  }

  @Test
  void enabling_what_is_enabled_is_done() {
    assertThat(enable("{'server':'10.0.0.2:81'}"))
        .isEqualTo(new CommandResult.Done("10.0.0.2:81 is enabled: nothing was decided of it"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'state':'drain'}|'server' is missing",
        "{'server':'web1','state':'drain'}|is no real server",
        "{'server':'10.0.0.1:80'}|'state' is missing",
        "{'server':'10.0.0.1:80','state':'down'}|'state' is drain, disabled or weight",
        "{'server':'10.0.0.1:80','state':'weight'}|'weight' is missing",
        "{'server':'10.0.0.1:80','state':'weight','weight':0}|that is to drain it",
        "{'server':'10.0.0.1:80','state':'drain','weight':1}|goes with state weight alone",
        "{'server':'10.0.0.1:80','state':'drain','for':'ever'}|'for' is",
        "{'server':'10.0.0.1:80','state':'drain','why':'a\\tb'}|'why' has characters"
      })
  void what_makes_no_sense_is_said(String json, String why) {
    assertThatThrownBy(() -> set(json))
        .isInstanceOf(BadArgument.class)
        .hasMessageContaining(why.replace("''", "'"));
  }

  @Test
  void before_there_is_a_virtual_server_nothing_is_decided() {
    Command command =
        new OverrideCommand(() -> servers, new Deciding(), () -> AnyOverrides.BEGIN, () -> true);
    assertThat(ask(command, "{'server':'10.0.0.1:80','state':'drain'}"))
        .isEqualTo(new CommandResult.Refused("nothing is changed: no virtual server is run"));
  }
}
