// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsOptions;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.linux.NetworkNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hosts: the director, on which a daemon runs, and the rack, which has the addresses of all
 * real servers.
 *
 * @param director has 10.1.80.91
 * @param rack has 10.1.80.93, and all of 10.2.0.0/16
 * @param ipvs the director's table
 */
public record DirectorAndRack(Host director, Host rack, Ipvs ipvs) implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  public static DirectorAndRack in(Network network) {
    Host director = network.host("director", "10.1.80.91/24");
    Host rack = network.host("rack", "10.1.80.93/24");
    rack.sh("ip route add local 10.2.0.0/16 dev lo");
    director.sh("ip route add 10.2.0.0/16 via 10.1.80.93");
    NetworkNamespace namespace = new NetworkNamespace(director.networkNamespace());
    return new DirectorAndRack(
        director, rack, Ipvs.open(IpvsOptions.defaults().inNamespace(namespace)));
  }

  /** One process that accepts for all real servers. */
  public RunningProcess accepting() {
    return serve(Accepting.class, Accepting.READY, String.valueOf(ManyServers.PORT));
  }

  /** Starts a class of servers on the rack, and waits until it says that it is ready. */
  RunningProcess serve(Class<?> servers, String ready, String... arguments) {
    return serve(rack, List.of(), servers, ready, arguments);
  }

  /** The same on any host, behind words such as those of taskset. */
  static RunningProcess serve(
      Host host, List<String> before, Class<?> servers, String ready, String... arguments) {
    List<String> words = new ArrayList<>(before);
    words.addAll(
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx32m",
            "-cp",
            System.getProperty("java.class.path"),
            servers.getName()));
    words.addAll(List.of(arguments));
    RunningProcess process = host.start(words.toArray(String[]::new));
    process.awaitLine(ready, SOON);
    return process;
  }

  /** Connections to real servers that the rack's kernel has accepted so far (PassiveOpens). */
  long accepted() {
    String[] tcp =
        rack.procNet("snmp").lines().filter(l -> l.startsWith("Tcp:")).toArray(String[]::new);
    int column = List.of(tcp[0].split(" ")).indexOf("PassiveOpens");
    return Long.parseLong(tcp[1].split(" ")[column]);
  }

  @Override
  public void close() {
    ipvs.close();
  }
}
