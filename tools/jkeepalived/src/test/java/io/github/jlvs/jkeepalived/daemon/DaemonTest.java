// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Entry;
import io.github.jlvs.jkeepalived.log.Sink;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.Texts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is started, gone over to and stopped, and in which order. */
class DaemonTest {
  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Consumer<Daemon> atStart = Daemon::stop;
  private boolean ipvsMissing;
  private boolean reconfigureFails;
  private Optional<Throwable> death = Optional.empty();
  private final Configuration guide = configuration(Texts.guide("ds1"));

  @Test
  void the_table_is_opened_first_and_the_routers_leave_first() {
    assertThat(run(guide)).isZero();
    assertThat(happened)
        .containsExactly(
            "open", "alerts", "routers", "servers", "routers stop", "servers stop", "alerts stop");
    assertThat(said).contains("Startup complete", "Stopping");
  }

  @Test
  void without_ipvs_no_router_has_been_started() {
    ipvsMissing = true;
    assertThatThrownBy(() -> run(guide)).hasMessageContaining("no IP Virtual Server");
    assertThat(happened).containsExactly("open");
  }

  @Test
  void without_ipvs_the_routers_run_for_want_of_the_synchronisation_daemon_alone() {
    ipvsMissing = true;
    String text = "global_defs {\nlvs_sync_daemon eth0 V1\n}\n" + Texts.instance();
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(configuration(text))));

    assertThat(run(configuration(text))).isZero();

    assertThat(happened)
        .containsExactly(
            "open",
            "alerts",
            "routers",
            "open",
            "alerts reconfigure",
            "routers reconfigure",
            "routers stop",
            "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("The synchronisation daemon of the configuration does not run")
                    .contains("IP Virtual Server"));
  }

  @Test
  void the_table_is_opened_for_what_the_command_line_leaves_of_the_work() {
    String sync = "global_defs {\nlvs_sync_daemon eth0 V1\n}\n" + Texts.instance();
    DaemonSettings routersAlone = new DaemonSettings(true, false, false, false);
    DaemonSettings serversAlone = new DaemonSettings(false, true, false, false);

    assertThat(IpvsWork.of(configuration(sync), routersAlone).isEmpty()).isFalse();
    assertThat(IpvsWork.of(configuration(sync), serversAlone).isEmpty()).isTrue();
    assertThat(IpvsWork.of(guide, routersAlone).isEmpty()).isTrue();
    assertThat(IpvsWork.of(guide, serversAlone).virtualServers()).hasSize(1);
  }

  @Test
  void a_thread_that_dies_takes_everything_down_with_status_70() {
    death = Optional.of(new IllegalStateException("broken\nin two lines"));
    atStart = daemon -> {};
    assertThat(run(guide)).isEqualTo(70);
    assertThat(happened).endsWith("routers stop", "servers stop", "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Fault of the program, stopping: ")
                    .contains("broken in two lines")
                    .contains(" at DaemonTest.java:"));
  }

  @Test
  void a_reload_goes_to_the_parts_that_run() {
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(guide)).isZero();
    assertThat(happened)
        .containsSubsequence("alerts reconfigure", "routers reconfigure", "servers reconfigure");
    assertThat(said).containsSubsequence("Reloading ...", "Reload complete");
  }

  @Test
  void a_reload_of_a_broken_file_touches_nothing() {
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.empty()));
    assertThat(run(guide)).isZero();
    assertThat(happened).noneMatch(each -> each.endsWith("reconfigure"));
    assertThat(said).contains("Reloading ...").doesNotContain("Reload complete");
  }

  @Test
  void a_reload_that_fails_gives_nothing_up() {
    reconfigureFails = true;
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(guide)).isZero();
    assertThat(said)
        .anySatisfy(line -> assertThat(line).startsWith("Reload failed").contains("send SIGHUP"));
  }

  @Test
  void a_reload_starts_what_the_first_configuration_had_no_work_for() {
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(configuration("global_defs {\n}\n"))).isZero();
    assertThat(happened)
        .containsExactly(
            "alerts",
            "open",
            "alerts reconfigure",
            "routers",
            "servers",
            "routers stop",
            "servers stop",
            "alerts stop");
  }

  private Optional<Configuration> last(Daemon daemon, Optional<Configuration> configuration) {
    daemon.stop();
    return configuration;
  }

  private int run(Configuration configuration) {
    Sink sink =
        new Sink() {
          @Override
          public void write(Entry entry) {
            said.add(entry.text());
          }

          @Override
          public void close() {}
        };
    try (DaemonLog log = new DaemonLog(List.of(sink), Clock.systemUTC())) {
      DaemonSettings settings = new DaemonSettings(true, true, false, false);
      Recorded parts = new Recorded();
      Daemon daemon = new Daemon(settings, log, parts);
      atStart.accept(daemon);
      return daemon.run(configuration, Optional::empty);
    }
  }

  private static Ipvs unloaded() {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    kernel.unload();
    return kernel.open();
  }

  private static Configuration configuration(String text) {
    return ConfigurationReader.read("test.conf", text).configuration().orElseThrow();
  }

  private final class Recorded implements Parts {
    @Override
    public RunningPart alerts(Configuration configuration) {
      happened.add("alerts");
      return part("alerts");
    }

    @Override
    public Ipvs openIpvs() {
      happened.add("open");
      if (ipvsMissing) {
        return unloaded();
      }
      return new FakeIpvsKernel().open();
    }

    @Override
    public RunningPart routers(Configuration configuration, Consumer<Throwable> died) {
      happened.add("routers");
      death.ifPresent(died);
      return part("routers");
    }

    @Override
    public RunningPart servers(Ipvs ipvs, Configuration configuration, Consumer<Throwable> died) {
      happened.add("servers");
      return part("servers");
    }

    private RunningPart part(String name) {
      return new RunningPart() {
        @Override
        public void reconfigure(Configuration configuration) {
          happened.add(name + " reconfigure");
          if (reconfigureFails) {
            throw new IllegalStateException("kernel did not answer");
          }
        }

        @Override
        public void stop() {
          happened.add(name + " stop");
        }
      };
    }
  }
}
