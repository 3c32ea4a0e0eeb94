// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import io.github.jlvs.keepalived.conf.model.ControlSocket;
import io.github.jlvs.net.IpAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
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
  private final KernelTable table;
  private final List<Command> commands;
  private final DaemonLog log;
  private final Consumer<Throwable> died;
  private Optional<Running> running = Optional.empty();
  private Optional<Listening> listening = Optional.empty();

  /** Whether a thread that answers was left behind. */
  private boolean hangs;

  /** A thread that answers. */
  private record Serving(ControlServer server, WorkThread thread) {}

  private record Running(Path path, SocketFile file, Serving serving) {}

  private record Listening(
      InetSocketAddress address, ServerSocketChannel socket, Serving serving) {}

  /**
   * Answers nobody yet.
   *
   * @param ipvs opens the kernel's table for reading
   * @param commands what can be asked for besides
   * @param died told what ends a thread unasked
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
    this.table = new KernelTable(ipvs, System::nanoTime, died);
    this.commands = List.copyOf(commands);
    this.log = log;
    this.died = died;
  }

  /**
   * From now on it answers there; what is there already goes on.
   *
   * @param socket the control socket
   * @param listen where readers are answered besides
   */
  public void reconfigure(ControlSocket socket, Optional<InetSocketAddress> listen) {
    Optional<Path> wanted = ControlSocketPlace.of(socket, settings.usual());
    Optional<Running> before = running;
    if (wanted.isEmpty()) {
      running.ifPresent(this::end);
      running = Optional.empty();
    } else if (!before.map(Running::path).equals(wanted)
        || !before.map(Running::file).filter(SocketFile::isInPlace).isPresent()) {
      // Where the new one can't be had the old one goes on: better there than nowhere.
      open(wanted.get())
          .ifPresent(
              opened -> {
                before.ifPresent(this::end);
                running = Optional.of(opened);
              });
    }
    listen(listen);
  }

  private void listen(Optional<InetSocketAddress> wanted) {
    Optional<Listening> before = listening;
    if (before.map(Listening::address).equals(wanted)) {
      return;
    }
    Optional<Listening> opened = wanted.flatMap(this::openAt);
    if (wanted.isEmpty() || opened.isPresent()) {
      before.ifPresent(this::end);
      listening = opened;
    }
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
      Serving serving = serve("jkeepalived-control", file.channel(), Callers.at(path), commands);
      return Optional.of(new Running(path, file, serving));
    } catch (IOException e) {
      file.close();
      sayClosed(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** A thread of its own: those who come there take no place at the control socket. */
  private Optional<Listening> openAt(InetSocketAddress address) {
    ServerSocketChannel socket;
    try {
      boolean ofIpv6 = address.getAddress() instanceof Inet6Address;
      socket =
          ServerSocketChannel.open(
              ofIpv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    } catch (IOException e) {
      sayDeaf(address, e);
      return Optional.empty();
    }
    try {
      Object unused = socket.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
      Serving serving =
          serve("jkeepalived-status", socket, Callers.ON_LOOPBACK, List.<Command>of());
      return Optional.of(new Listening(address, socket, serving));
    } catch (IOException e) {
      close(socket);
      sayDeaf(address, e);
      return Optional.empty();
    }
  }

  private Serving serve(
      String name, ServerSocketChannel socket, Callers callers, List<Command> offered)
      throws IOException {
    SnapshotAnswerer answerer =
        new SnapshotAnswerer(
            current, table, settings.facts(), new Commands(offered, this::say), System::nanoTime);
    ControlServer server = new ControlServer(socket, callers, answerer, this::say);
    WorkThread thread = new WorkThread(name, () -> serve(server), died);
    thread.begin();
    return new Serving(server, thread);
  }

  private static void serve(ControlServer server) {
    try {
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

  private void sayDeaf(InetSocketAddress address, IOException why) {
    say(
        "status_listen: "
            + IpAddresses.format(address.getAddress(), address.getPort())
            + " is not listened at, which is tried again at a reload: "
            + why.getMessage());
  }

  /** Answers nobody any more. Never throws. */
  public void close() {
    running.ifPresent(this::end);
    running = Optional.empty();
    listening.ifPresent(this::end);
    listening = Optional.empty();
    table.end();
    // A thread that hangs in the kernel has it still, and would be waited for.
    if (!hangs) {
      table.close();
    }
  }

  private void end(Running open) {
    end(open.serving());
    open.file().close();
  }

  private void end(Listening open) {
    end(open.serving());
    close(open.socket());
  }

  private static void close(ServerSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as far as the kernel lets it.
    }
  }

  private void end(Serving serving) {
    serving.server().stop();
    if (!serving.thread().awaitEnd(FAREWELL)) {
      hangs = true;
      say("A thread of the control socket is left behind");
    }
  }
}
