// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.lab.Host;

/**
 * A cable between two hosts, past the switch of the lab, whose work would else be done by the side
 * that sends. What arrives at a host is taken in by a CPU of that host's, as if they were machines:
 * a veth pair alone has the sender's CPU take it in, and pay for it.
 */
final class DirectLink {
  private static final String NAME = "direct";

  /** The addresses of the two ends. */
  private static final String DIRECTOR = "10.1.81.1";

  private static final String SERVERS = "10.1.81.2";

  private DirectLink() {}

  /** Lays the cable; the director reaches the addresses over it. */
  static void lay(
      Host director, String directorCpu, Host servers, String serversCpu, String addresses) {
    director.sh(
        "ip link add %1$s type veth peer name %1$s netns %2$s"
            .formatted(NAME, servers.networkNamespace()));
    bringUp(director, DIRECTOR, directorCpu);
    bringUp(servers, SERVERS, serversCpu);
    servers.sh("ip route add local " + addresses + " dev lo");
    director.sh("ip route add " + addresses + " via " + SERVERS);
  }

  private static void bringUp(Host host, String address, String cpu) {
    host.sh(
        """
        ip addr add %1$s/24 dev %2$s
        ip link set %2$s up
        echo %3$s >/sys/class/net/%2$s/queues/rx-0/rps_cpus
        """
            .formatted(address, NAME, mask(Integer.parseInt(cpu))));
  }

  /** As the kernel reads bitmaps: words of 32 bits, the highest first. */
  private static String mask(int cpu) {
    return Integer.toHexString(1 << cpu % Integer.SIZE) + ",00000000".repeat(cpu / Integer.SIZE);
  }
}
