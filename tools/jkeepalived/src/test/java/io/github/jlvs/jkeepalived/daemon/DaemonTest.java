// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.dump.Dumper;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Entry;
import io.github.jlvs.jkeepalived.log.Sink;
import io.github.jlvs.jkeepalived.pulse.CurrentStanding;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.systemd.RecordedSupervisor;
import io.github.jlvs.jkeepalived.systemd.Supervisor;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.Texts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is started, gone over to and stopped, and in which order. */
class DaemonTest {
  private static final Path NO_FILE = Path.of("/nowhere/services");

  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Consumer<Daemon> atStart = Daemon::stop;
  private String stopAt = "";
  private volatile Optional<Daemon> running = Optional.empty();
  private boolean ipvsMissing;
  private boolean servicesLeft;
  private boolean reconfigureFails;
  private CompletableFuture<Void> table = CompletableFuture.completedFuture(null);
  private Optional<Throwable> death = Optional.empty();
  private List<Watched> hanging = List.of();
  private final List<Duration> patiences = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> progress = new CopyOnWriteArrayList<>();
  private Supervisor supervisor = Supervisor.NONE;
  private final Configuration guide = configuration(Texts.guide("ds1"));

  @Test
  void the_table_is_opened_first_and_the_routers_leave_first() {
    assertThat(run(guide)).isZero();
    assertThat(happened)
        .containsExactly(
            "open", "alerts", "routers", "servers", "routers stop", "servers stop", "alerts stop");
    assertThat(progress).containsExactly("routers servers");
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
    DaemonSettings routersAlone = new DaemonSettings(true, false, false, false, NO_FILE);
    DaemonSettings serversAlone = new DaemonSettings(false, true, false, false, NO_FILE);

    assertThat(IpvsWork.of(configuration(sync), routersAlone).isEmpty()).isFalse();
    assertThat(IpvsWork.of(configuration(sync), serversAlone).isEmpty()).isTrue();
    assertThat(IpvsWork.of(guide, routersAlone).isEmpty()).isTrue();
    assertThat(IpvsWork.of(guide, serversAlone).virtualServers()).hasSize(1);
  }

  @Test
  void what_an_earlier_life_left_is_work_and_for_want_of_ipvs_the_rest_runs_all_the_same() {
    servicesLeft = true;
    atStart = Daemon::stop;
    assertThat(run(configuration("global_defs {\n}\n"))).isZero();
    assertThat(happened)
        .containsExactly("open", "alerts", "servers", "servers stop", "alerts stop");

    ipvsMissing = true;
    happened.clear();
    assertThat(run(configuration(Texts.instance()))).isZero();
    assertThat(happened)
        .containsExactly("open", "alerts", "routers", "routers stop", "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Virtual services that an earlier start left are not removed"));
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
  void a_loop_that_does_not_answer_takes_everything_down_and_nobody_waits_for_it() {
    hanging = List.of(new Watched("jkeepalived-vrrp", 1, task -> {}));
    atStart = daemon -> {};
    assertThat(run(guide)).isEqualTo(70);
    assertThat(happened).endsWith("routers stop", "servers stop", "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Fault of the program, stopping: ")
                    .contains("jkeepalived-vrrp does not answer any more"));
    assertThat(patiences).hasSize(3).allMatch(each -> each.toMillis() < 1000);
  }

  @Test
  void an_orderly_stop_waits_for_what_takes_its_time() {
    assertThat(run(guide)).isZero();
    assertThat(patiences).hasSize(3).allMatch(each -> each.toSeconds() >= 10);
  }

  @Test
  void its_supervisor_hears_of_start_reload_and_stop() {
    supervisor = recorded();
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(guide)).isZero();
    assertThat(told).hasSize(5);
    assertThat(told.get(0)).isEqualTo("READY=1");
    assertThat(told.get(1)).matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*");
    assertThat(told.subList(2, 5)).containsExactly("READY=1", "STOPPING=1", "closed");
  }

  @Test
  void also_a_reload_that_is_refused_ends_for_its_supervisor() {
    supervisor = recorded();
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.empty()));
    assertThat(run(guide)).isZero();
    assertThat(told.subList(2, 5)).containsExactly("READY=1", "STOPPING=1", "closed");
  }

  @Test
  void a_start_that_fails_is_not_said_to_be_ready() {
    supervisor = recorded();
    ipvsMissing = true;
    assertThatThrownBy(() -> run(guide)).hasMessageContaining("no IP Virtual Server");
    assertThat(told).containsExactly("STOPPING=1", "closed");
  }

  @Test
  void it_is_ready_when_the_table_is_in_the_kernel_and_not_before() {
    supervisor = recorded();
    table =
        CompletableFuture.runAsync(
            () -> told.add("written"),
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
    stopAt = "Reload complete";
    atStart = daemon -> daemon.reloadSoon(() -> Optional.of(guide));
    assertThat(run(guide)).isZero();
    assertThat(told.subList(0, 2)).containsExactly("written", "READY=1");
    assertThat(said).containsSubsequence("Startup complete", "Reloading ...", "Reload complete");
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
  void what_a_reload_changes_is_said_before_and_compared_with_what_is_in_force() {
    Configuration empty = configuration("global_defs {\n}\n");
    atStart =
        daemon -> {
          daemon.reloadSoon(Optional::empty);
          daemon.reloadSoon(() -> Optional.of(empty));
          daemon.reloadSoon(() -> last(daemon, Optional.of(empty)));
        };
    assertThat(run(guide)).isZero();
    assertThat(said)
        .containsSubsequence(
            "Reloading ...",
            "Reloading ...",
            "Reload: 1 global setting changed, 1 virtual router removed, 1 virtual server removed",
            "Reload complete",
            "Reloading ...",
            "Reload: nothing changed",
            "Reload complete");
  }

  @Test
  void after_a_reload_that_failed_nobody_claims_to_know_what_is_in_force() {
    reconfigureFails = true;
    atStart =
        daemon -> {
          daemon.reloadSoon(() -> Optional.of(guide));
          daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
        };
    assertThat(run(guide)).isZero();
    assertThat(said).contains("Reload: what the one before has left is compared with all there is");
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

  @Test
  void everything_waits_for_the_startup_script_also_a_reload() {
    atStart =
        daemon ->
            daemon.reloadSoon(
                () -> {
                  happened.add("reload");
                  return last(daemon, Optional.of(guide));
                });
    assertThat(
            run(
                configuration(
                    "global_defs {\nscript_user "
                        + System.getProperty("user.name")
                        + """

                      startup_script "/bin/sh -c 'sleep 0.3; exit 3'"
                    }
                    """)))
        .isZero();
    assertThat(happened)
        .containsExactly(
            "alerts",
            "reload",
            "open",
            "alerts reconfigure",
            "routers",
            "servers",
            "routers stop",
            "servers stop",
            "alerts stop");
    assertThat(said)
        .containsSubsequence(
            "Running startup script /bin/sh",
            "startup script script failed, status 3",
            "Startup complete",
            "Reloading ...",
            "Reload complete",
            "Stopping");
  }

  @Test
  void a_stop_during_the_startup_script_ends_it_and_runs_the_shutdown_script() {
    assertThat(
            run(
                configuration(
                    "global_defs {\nscript_user "
                        + System.getProperty("user.name")
                        + """

                      startup_script "/bin/sleep 300"
                      shutdown_script "/bin/true"
                    }
                    virtual_server 10.0.0.1 80 {
                      protocol TCP
                      real_server 10.0.0.2 80 {
                      }
                    }
                    """),
                "Running startup script /bin/sleep"))
        .isZero();
    assertThat(happened).isEmpty();
    assertThat(said)
        .containsSubsequence(
            "Running startup script /bin/sleep",
            "Stopping",
            "Running shutdown script /bin/true",
            "shutdown script script succeeded")
        .doesNotContain("Startup complete");
    assertThat(progress).isEmpty();
  }

  @Test
  void a_startup_script_has_a_limit_and_one_that_is_not_there_holds_nothing_up() {
    assertThat(
            run(
                configuration(
                    "global_defs {\nscript_user "
                        + System.getProperty("user.name")
                        + """

                      startup_script "/bin/sleep 300"
                      startup_script_timeout 1
                      shutdown_script /nowhere/script
                    }
                    """),
                "Startup complete"))
        .isZero();
    assertThat(said)
        .containsSubsequence(
            "startup script timed out",
            "Startup complete",
            "Script /nowhere/script cannot be accessed - No such file or directory",
            "The shutdown script is not run");
  }

  @Test
  void static_entries_are_work_without_a_virtual_router() {
    assertThat(run(configuration("static_routes {\nblackhole 10.7.0.0/16\n}\n"))).isZero();
    assertThat(progress).containsExactly("routers ");
    assertThat(happened).containsExactly("alerts", "routers", "routers stop", "alerts stop");
  }

  private Optional<Configuration> last(Daemon daemon, Optional<Configuration> configuration) {
    daemon.stop();
    return configuration;
  }

  private Supervisor recorded() {
    return new RecordedSupervisor(Optional.empty(), told::add);
  }

  /** Runs until something is said. */
  private int run(Configuration configuration, String untilSaid) {
    stopAt = untilSaid;
    atStart = daemon -> {};
    return run(configuration);
  }

  private int run(Configuration configuration) {
    Sink sink =
        new Sink() {
          @Override
          public void write(Entry entry) {
            said.add(entry.text());
            if (entry.text().equals(stopAt)) {
              running.ifPresent(Daemon::stop);
            }
          }

          @Override
          public void close() {}
        };
    try (DaemonLog log = new DaemonLog(List.of(sink), Clock.systemUTC())) {
      DaemonSettings settings = new DaemonSettings(true, true, false, false, NO_FILE);
      Endings endings = new Endings();
      Recorded parts = new Recorded(settings, log, endings);
      Daemon daemon = new Daemon(settings, log, endings, new CurrentStanding(), parts);
      running = Optional.of(daemon);
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
    private final DaemonSettings settings;
    private final DaemonLog log;
    private final Endings endings;
    private final Dumper dumps;

    Recorded(DaemonSettings settings, DaemonLog log, Endings endings) {
      this.settings = settings;
      this.log = log;
      this.endings = endings;
      this.dumps = new Dumper(log, () -> "host", endings::died);
    }

    @Override
    public Dumper dumps() {
      return dumps;
    }

    @Override
    public boolean hasLeftServices() {
      return servicesLeft;
    }

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
    public Progress progress() {
      return (routers, servers) ->
          progress.add((routers ? "routers " : "") + (servers ? "servers" : ""));
    }

    @Override
    public ScriptPart scripts() {
      return ScriptPart.start(settings, log, endings);
    }

    @Override
    public Supervisor supervisor() {
      return supervisor;
    }

    @Override
    public RunningPart routers(Configuration configuration, ScriptPart scripts) {
      happened.add("routers");
      death.ifPresent(endings::died);
      return part("routers");
    }

    @Override
    public RunningPart servers(Ipvs ipvs, Configuration configuration, ScriptPart scripts) {
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
        public CompletableFuture<Void> settled() {
          return table;
        }

        @Override
        public List<Watched> loops(Duration beat) {
          return name.equals("routers") ? hanging : List.of();
        }

        @Override
        public void stop(Duration patience) {
          happened.add(name + " stop");
          patiences.add(patience);
        }
      };
    }
  }
}
