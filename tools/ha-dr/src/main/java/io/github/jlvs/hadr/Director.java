// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.InterfaceAddress;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One of the two directors: the host, and the daemon that runs on it, or not. */
public final class Director {
  private static final String CONFIGURATION = "/run/keepalived.conf";
  private static final String PID_FILE = "/run/keepalived.pid";

  private final Host host;
  private DirectorDaemon daemon;
  private final String address;
  private final int priority;
  private final String ipvsadm;
  private final String mac;
  private Optional<RunningProcess> process = Optional.empty();
  private Instant started = Instant.EPOCH;

  Director(Host host, DirectorDaemon daemon, String address, int priority, String ipvsadm) {
    this.host = host;
    this.daemon = daemon;
    this.address = address;
    this.priority = priority;
    this.ipvsadm = ipvsadm;
    this.mac = host.mac();
  }

  /** Its name, {@code ds1} or {@code ds2}. */
  public String name() {
    return host.name();
  }

  /** The machine. */
  public Host host() {
    return host;
  }

  /** The program it runs. */
  public DirectorDaemon daemon() {
    return daemon;
  }

  /** Its own address, from which it advertises. */
  public String address() {
    return address;
  }

  /** Its priority in the guide. */
  public int priority() {
    return priority;
  }

  /** The Ethernet address of its interface. */
  public String mac() {
    return mac;
  }

  /**
   * Starts the daemon.
   *
   * @param configuration the text of its keepalived.conf
   */
  public void start(String configuration) {
    host.write(CONFIGURATION, configuration);
    if (started.equals(Instant.EPOCH) && !daemon.isReference()) {
      measureStart();
    }
    List<String> command = new ArrayList<>(daemon.command());
    command.addAll(List.of("-n", "-l", "-D", "-f", CONFIGURATION, "-p", PID_FILE));
    started = Instant.now();
    process = Optional.of(host.start(command.toArray(String[]::new)));
  }

  /** How fast programs start is the machine's affair: its own configuration test tells. */
  private void measureStart() {
    List<String> test = new ArrayList<>(daemon.command());
    test.addAll(List.of("-t", "-f", CONFIGURATION));
    long begin = System.nanoTime();
    CommandResult unused = host.attempt(ExitStatuses.of(0, 5), test.toArray(String[]::new));
    daemon = daemon.whoseTestTook(Duration.ofNanos(System.nanoTime() - begin));
  }

  /** When the daemon was started last. */
  public Instant started() {
    return started;
  }

  /**
   * Asks the daemon to end, as {@code systemctl stop} does, and waits for it.
   *
   * @return its exit status; 0 where none runs
   */
  public int stop() {
    int status = process.map(p -> p.stop(Duration.ofSeconds(10))).orElse(0);
    process = Optional.empty();
    return status;
  }

  /** Gives the daemon another configuration and makes it read it (SIGHUP). */
  public void reload(String configuration) {
    host.write(CONFIGURATION, configuration);
    process.ifPresent(p -> p.signal("HUP"));
  }

  /** The machine loses its power, as far as the daemon and the network can tell. */
  public void die() {
    process.ifPresent(RunningProcess::crash);
    process = Optional.empty();
    host.link().cut();
  }

  /** Whether the daemon runs. */
  public boolean running() {
    return process.map(RunningProcess::running).orElse(false);
  }

  /** What the running daemon logged so far. */
  public List<String> log() {
    return process.map(p -> p.lines().stream().map(OutputLine::text).toList()).orElseGet(List::of);
  }

  /** Whether the kernel of this host takes packets for the virtual address. */
  public boolean hasVip() {
    return host.hasAddress(GuideSite.VIP);
  }

  /** The virtual address where {@code ip addr} shows it on this host. */
  public List<InterfaceAddress> vips() {
    return host.addresses().stream().filter(a -> a.address().equals(GuideSite.VIP)).toList();
  }

  /** The kernel's IPVS table. */
  public List<VirtualServer> table() {
    return host.ipvsTable();
  }

  /** Deletes the virtual address by hand. */
  public void deleteVip() {
    host.exec("ip", "addr", "del", GuideSite.VIP + "/32", "dev", Network.INTERFACE);
  }

  /** Runs ipvsadm, ours or the reference, on this host; it must succeed. */
  public CommandResult ipvsadm(String... arguments) {
    List<String> command = new ArrayList<>(List.of(ipvsadm));
    command.addAll(List.of(arguments));
    return host.exec(command.toArray(String[]::new));
  }

  /** How that command is told. */
  public String ipvsadmText(String... arguments) {
    String program = ipvsadm.substring(ipvsadm.lastIndexOf('/') + 1);
    return "%s$ %s %s".formatted(name(), program, String.join(" ", arguments));
  }

  /** Its name. */
  @Override
  public String toString() {
    return name();
  }
}
