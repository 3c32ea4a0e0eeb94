// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;

/**
 * dnsmasq as the authority of the zone example.org, which refuses what is asked of any other. The
 * names of hosts are a file, and so can be changed while it runs; what it was asked is in its log.
 */
final class NameServer implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String HOSTS = "/run/names";

  private final Host host;
  private final String address;
  private RunningProcess dnsmasq;

  NameServer(Host host, String address) {
    this.host = host;
    this.address = address;
    write(address + " www.example.org");
    dnsmasq = begin();
  }

  private RunningProcess begin() {
    RunningProcess begun =
        host.start(
            "dnsmasq",
            "--keep-in-foreground",
            "--conf-file=/dev/null",
            "--user=root",
            "--pid-file=",
            "--no-resolv",
            "--no-hosts",
            "--log-queries",
            "--log-facility=-",
            "--bind-interfaces",
            "--listen-address=" + address,
            "--auth-server=ns.example.org," + address,
            "--auth-zone=example.org",
            "--addn-hosts=" + HOSTS,
            // Too long for a datagram without EDNS.
            "--txt-record=long.example.org" + ("," + "x".repeat(250)).repeat(3));
    Await.until(
        "dnsmasq to listen on port 53",
        SOON,
        () -> host.procNet("tcp").contains(":0035 00000000:0000 0A"));
    return begun;
  }

  /** Serves these lines of a file of hosts from now on, and no others. */
  void hosts(String lines) {
    write(lines);
    dnsmasq.signal("HUP");
  }

  private void write(String lines) {
    host.write(HOSTS, lines + "\n");
  }

  /** From now on it hears and does not answer. */
  void freeze() {
    dnsmasq.signal("STOP");
  }

  void thaw() {
    dnsmasq.signal("CONT");
  }

  void stop() {
    dnsmasq.close();
  }

  void start() {
    dnsmasq = begin();
  }

  /** What somebody asked for since its start, each question once. */
  List<String> askedBy(String who) {
    return dnsmasq
        .output()
        .lines()
        .filter(line -> line.endsWith(" from " + who))
        .map(line -> line.replaceFirst("^dnsmasq\\[\\d+\\]: (.*) from .*$", "$1"))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    dnsmasq.close();
  }
}
