// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import io.github.jlvs.keepalived.conf.model.ControlSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The control socket and its thread. Where it cannot be had that is said, and the daemon runs
 * without: what it is for does not depend on who looks on. Of the main thread.
 */
public final class Control {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final ControlSettings settings;
  private final CurrentSnapshot current;
  private final Supplier<Ipvs> ipvs;
  private final List<Command> commands;
  private final DaemonLog log;
  private final Consumer<Throwable> died;
  private Optional<Running> running = Optional.empty();

  private record Running(Path path, SocketFile file, ControlServer server, WorkThread thread) {}

  /**
   * Answers nobody yet.
   *
   * @param ipvs opens the kernel's table for reading
   * @param commands what can be asked for besides
   * @param died told what ends the thread unasked
   */
  public Control(
      ControlSettings settings,
      CurrentSnapshot current,
      Supplier<Ipvs> ipvs,
      List<Command> commands,
      DaemonLog log,
      Consumer<Throwable> died) {
    this.settings = settings;
    this.current = current;
    this.ipvs = ipvs;
    this.commands = List.copyOf(commands);
    this.log = log;
    this.died = died;
  }

  /** From now on it answers there; one that is there already goes on. */
  public void reconfigure(ControlSocket socket) {
    Optional<Path> wanted = ControlSocketPlace.of(socket, settings.usual());
    Optional<Running> before = running;
    if (wanted.isEmpty()) {
      close();
    } else if (!before.map(Running::path).equals(wanted)
        || !before.map(Running::file).filter(SocketFile::isInPlace).isPresent()) {
      // Where the new one can't be had the old one goes on: better there than nowhere.
      open(wanted.get()).ifPresent(opened -> replace(before, opened));
    }
  }

  private void replace(Optional<Running> before, Running opened) {
    before.ifPresent(this::end);
    running = Optional.of(opened);
  }

  private Optional<Running> open(Path path) {
    SocketFile file;
    try {
      file = SocketFile.open(path);
    } catch (SocketFile.Refused e) {
      sayClosed(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    try {
      KernelTable table = new KernelTable(ipvs, System::nanoTime);
      SnapshotAnswerer answerer =
          new SnapshotAnswerer(
              current,
              table,
              settings.facts(),
              new Commands(commands, this::say),
              System::nanoTime);
      ControlServer server =
          new ControlServer(file.channel(), Callers.at(path), answerer, this::say);
      WorkThread thread = new WorkThread("jkeepalived-control", () -> serve(server, table), died);
      thread.begin();
      return Optional.of(new Running(path, file, server, thread));
    } catch (IOException e) {
      file.close();
      sayClosed(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static void serve(ControlServer server, KernelTable table) {
    try (table) {
      server.serve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String line) {
    log.line(Part.DAEMON, line);
  }

  private void sayClosed(Path path, String why) {
    say(
        "The control socket "
            + path
            + " is not opened, which is tried again at a reload: "
            + why
            + running.map(open -> "; " + open.path() + " goes on").orElse(""));
  }

  /** Answers nobody any more. Never throws. */
  public void close() {
    running.ifPresent(this::end);
    running = Optional.empty();
  }

  private void end(Running open) {
    open.server().stop();
    boolean ended = open.thread().awaitEnd(FAREWELL);
    open.file().close();
    if (!ended) {
      say("The thread of the control socket is left behind");
    }
  }
}
