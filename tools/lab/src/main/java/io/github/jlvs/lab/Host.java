// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine of the lab: a network namespace with one interface {@value Network#INTERFACE}, a host
 * name, and private /run, /tmp and /var/log (so /dev/log, which leads to /run, is private too). All
 * else it shares with the other hosts.
 */
public final class Host {
  private final String name;
  private final Process holder;
  private final Link link;
  private final List<AutoCloseable> open = new ArrayList<>();

  Host(String name, Process holder, Link link) {
    this.name = name;
    this.holder = holder;
    this.link = link;
  }

  /**
   * The host's name.
   *
   * @return such as {@code ds1}
   */
  public String name() {
    return name;
  }

  /**
   * The cable to the switch.
   *
   * @return always the same
   */
  public Link link() {
    return link;
  }

  /**
   * The file of this host's network namespace, for a test that opens sockets there itself.
   *
   * @return a path that is good while the network exists
   */
  public Path networkNamespace() {
    return Path.of("/proc", String.valueOf(holder.pid()), "ns", "net");
  }

  /**
   * The Ethernet address of the host's interface.
   *
   * @return such as {@code 02:00:00:00:00:01}
   */
  public String mac() {
    return sh("cat /sys/class/net/" + Network.INTERFACE + "/address").strip();
  }

  /**
   * Runs a command on this host, in the caller's directory, and waits for its end (30 seconds at
   * most).
   *
   * @param command the command and its arguments
   * @return what it left behind
   * @throws LabException if it could not be executed, did not end in time, or did not succeed (exit
   *     status 0); {@link #attempt} takes other statuses too
   */
  public CommandResult exec(String... command) {
    return attempt(ExitStatuses.SUCCESS, command);
  }

  /**
   * Runs a command on this host and waits for its end.
   *
   * @param command the command and its arguments
   * @param input what it reads on standard input
   * @param limit how long it may take
   * @return what it left behind
   * @throws LabException if it could not be executed, did not end in time, or did not succeed
   */
  public CommandResult exec(List<String> command, String input, Duration limit) {
    return attempt(ExitStatuses.SUCCESS, command, input, limit);
  }

  /**
   * Runs a command whose exit status is an answer, and waits for its end (30 seconds at most).
   *
   * @param accepted the statuses that the caller can use
   * @param command the command and its arguments
   * @return what it left behind
   * @throws LabException if it could not be executed, did not end in time, or ended with another
   *     status
   */
  public CommandResult attempt(ExitStatuses accepted, String... command) {
    return attempt(accepted, List.of(command), "", Commands.LIMIT);
  }

  /**
   * Runs a command whose exit status is an answer, and waits for its end.
   *
   * @param accepted the statuses that the caller can use
   * @param command the command and its arguments
   * @param input what it reads on standard input
   * @param limit how long it may take
   * @return what it left behind
   * @throws LabException if it could not be executed, did not end in time, or ended with another
   *     status
   */
  public CommandResult attempt(
      ExitStatuses accepted, List<String> command, String input, Duration limit) {
    return Commands.run(launch(command), input, limit, accepted);
  }

  /**
   * Runs shell commands on this host and fails unless they succeed.
   *
   * @param script for /bin/sh; it stops at the first command that fails
   * @return what they wrote on standard output
   * @throws LabException if one fails
   */
  public String sh(String script) {
    return exec("sh", "-ec", script).out();
  }

  /**
   * Starts a command on this host; it is ended, if need be, with the network.
   *
   * @param command the command and its arguments
   * @return the process, which runs the command by now
   * @throws LabException if it could not be executed
   */
  public RunningProcess start(String... command) {
    RunningProcess process = new RunningProcess(launch(List.of(command)));
    open.add(process);
    return process;
  }

  /**
   * Starts capturing on this host's interface; returns once tcpdump listens.
   *
   * @param filter tcpdump's filter expression, such as {@code vrrp or arp}; empty: everything
   * @return the capture
   */
  public Capture capture(String filter) {
    return capture(Network.INTERFACE, filter);
  }

  /**
   * Starts capturing on one of this host's interfaces; returns once tcpdump listens.
   *
   * @param device the interface, which must be up and have the IPv4 protocol
   * @param filter tcpdump's filter expression; empty: everything
   * @return the capture
   */
  public Capture capture(String device, String filter) {
    Capture capture = new Capture(this, device, filter);
    open.add(capture);
    return capture;
  }

  /**
   * The kernel's IPVS table of this host.
   *
   * @return the virtual services in the kernel's order
   */
  public List<VirtualServer> ipvsTable() {
    return IpvsTableReader.parse(procNet("ip_vs"));
  }

  /**
   * The addresses on this host's interfaces.
   *
   * @return in the kernel's order
   */
  public List<InterfaceAddress> addresses() {
    return InterfaceAddress.parse(exec("ip", "-o", "addr", "show").out());
  }

  /**
   * Whether an IP address is this host's own; cheap enough to ask in a loop.
   *
   * @param address the address as text
   * @return whether the kernel takes packets for it
   */
  public boolean hasAddress(String address) {
    if (address.indexOf(':') < 0) {
      return procNet("fib_trie")
          .replaceAll(" +", " ")
          .contains("|-- " + address + "\n /32 host LOCAL");
    }
    return procNet("if_inet6").contains(hex(address));
  }

  private static String hex(String address) {
    try {
      StringBuilder text = new StringBuilder();
      for (byte b : InetAddress.getByName(address).getAddress()) {
        text.append("%02x".formatted(b));
      }
      return text.toString();
    } catch (UnknownHostException e) {
      throw new LabException("not an IP address: " + address, e);
    }
  }

  /**
   * A file of /proc/net as this host sees it.
   *
   * @param file its name, such as {@code ip_vs_conn}
   * @return its text
   */
  public String procNet(String file) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(holder.pid()), "net", file));
    } catch (IOException e) {
      throw new LabException("cannot read /proc/net/" + file + " of " + name, e);
    }
  }

  /**
   * Writes a file on this host; what lies in /run, /tmp and /var/log is the host's own.
   *
   * @param path an absolute path
   * @param text the file's text
   */
  public void write(String path, String text) {
    exec(
        List.of("sh", "-ec", "mkdir -p \"$(dirname \"$1\")\"; cat >\"$1\"", "sh", path),
        text,
        Commands.LIMIT);
  }

  /**
   * Reads a file on this host.
   *
   * @param path an absolute path
   * @return the file's text
   */
  public String read(String path) {
    return exec("cat", path).out();
  }

  /** A command on its way to this host. */
  Launch launch(List<String> command) {
    return new Launch(
        name,
        List.of(
            "nsenter",
            "--target",
            String.valueOf(holder.pid()),
            "--net",
            "--mount",
            "--uts",
            "--wd=" + Path.of("").toAbsolutePath(),
            "--"),
        command);
  }

  /** What was started on this host and still runs, with its output so far. */
  List<RunningProcess> processes() {
    return open.stream()
        .filter(RunningProcess.class::isInstance)
        .map(RunningProcess.class::cast)
        .toList();
  }

  void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        throw new LabException("cannot end what ran on " + name, e);
      }
    }
    holder.destroyForcibly();
    try {
      holder.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The host's name.
   *
   * @return such as {@code ds1}
   */
  @Override
  public String toString() {
    return name;
  }
}
