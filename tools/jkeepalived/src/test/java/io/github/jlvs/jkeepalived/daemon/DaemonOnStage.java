// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.control.ControlSettings;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.dump.Dumper;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Entry;
import io.github.jlvs.jkeepalived.log.Sink;
import io.github.jlvs.jkeepalived.pulse.CurrentStanding;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.systemd.RecordedSupervisor;
import io.github.jlvs.jkeepalived.systemd.Supervisor;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.Texts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A daemon whose parts are played: they write down what becomes of them. */
abstract class DaemonOnStage {
  static final Path NO_FILE = Path.of("/nowhere/services");
  static final ControlSettings NO_CONTROL =
      new ControlSettings(
          Path.of("/nowhere/control.sock"), new DaemonFacts("0", "17", 1, Instant.EPOCH, "conf"));

  final CurrentSnapshot snapshot = new CurrentSnapshot();

  final List<String> happened = new CopyOnWriteArrayList<>();
  final List<String> said = new CopyOnWriteArrayList<>();
  Consumer<Daemon> atStart = Daemon::stop;
  String stopAt = "";
  private volatile Optional<Daemon> running = Optional.empty();
  boolean ipvsMissing;
  boolean servicesLeft;
  boolean reconfigureFails;
  CompletableFuture<Void> table = CompletableFuture.completedFuture(null);
  Optional<Throwable> death = Optional.empty();
  List<Watched> hanging = List.of();
  ReadAgain again = read(Optional.empty());
  Optional<RuntimeException> fault = Optional.empty();
  BiConsumer<Daemon, String> onSaid = (daemon, line) -> {};
  final List<Command> commands = new CopyOnWriteArrayList<>();
  final List<Duration> patiences = new CopyOnWriteArrayList<>();
  final List<String> told = new CopyOnWriteArrayList<>();
  final List<String> progress = new CopyOnWriteArrayList<>();
  Supervisor supervisor = Supervisor.NONE;
  final Configuration guide = configuration(Texts.guide("ds1"));

  static ReadAgain read(Optional<Configuration> configuration) {
    return new ReadAgain(configuration, List.of(), Optional.empty());
  }

  ReadAgain last(Daemon daemon, Optional<Configuration> configuration) {
    daemon.stop();
    return read(configuration);
  }

  Supervisor recorded() {
    return new RecordedSupervisor(Optional.empty(), told::add);
  }

  private ReadAgain again() {
    fault.ifPresent(
        each -> {
          throw each;
        });
    return again;
  }

  /** Runs until something is said. */
  int run(Configuration configuration, String untilSaid) {
    stopAt = untilSaid;
    atStart = daemon -> {};
    return run(configuration);
  }

  int run(Configuration configuration) {
    Sink sink =
        new Sink() {
          @Override
          public void write(Entry entry) {
            said.add(entry.text());
            running.ifPresent(daemon -> onSaid.accept(daemon, entry.text()));
            if (entry.text().equals(stopAt)) {
              running.ifPresent(Daemon::stop);
            }
          }

          @Override
          public void close() {}
        };
    try (DaemonLog log = new DaemonLog(List.of(sink), Clock.systemUTC())) {
      DaemonSettings settings =
          new DaemonSettings(true, true, false, false, NO_FILE, NO_FILE, NO_CONTROL);
      Endings endings = new Endings();
      Recorded parts = new Recorded(settings, log, endings);
      Daemon daemon = new Daemon(settings, log, endings, new CurrentStanding(), parts);
      running = Optional.of(daemon);
      atStart.accept(daemon);
      return daemon.run(configuration, this::again);
    }
  }

  private static Ipvs unloaded() {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    kernel.unload();
    return kernel.open();
  }

  static Configuration configuration(String text) {
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
    public CurrentSnapshot snapshot() {
      return snapshot;
    }

    @Override
    public RunningPart control(Configuration configuration, List<Command> all) {
      commands.addAll(all);
      return RunningPart.NOTHING;
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
      return ScriptPart.start(settings, log, snapshot.tracked(), endings);
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
