// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import java.nio.file.Path;

/** Makes a host a real server for direct routing, and takes that back. */
public sealed interface RealServerTool {

  /** As it is told, such as {@code jlvs-rs}. */
  String name();

  /** Prepares a host for a virtual address. */
  CommandResult start(Host host, String vip);

  /** Takes it back. */
  CommandResult stop(Host host, String vip);

  /**
   * Ours.
   *
   * @param launcher the path of jlvs-rs
   */
  record JlvsRs(Path launcher) implements RealServerTool {
    @Override
    public String name() {
      return "jlvs-rs";
    }

    @Override
    public CommandResult start(Host host, String vip) {
      return host.attempt(ExitStatuses.any(), launcher.toString(), "start", "--vip", vip);
    }

    @Override
    public CommandResult stop(Host host, String vip) {
      return host.attempt(ExitStatuses.any(), launcher.toString(), "stop", "--vip", vip);
    }

    /** What it says of the host's state. */
    public CommandResult status(Host host, String vip) {
      return host.attempt(ExitStatuses.any(), launcher.toString(), "status", "--vip", vip);
    }
  }

  /** What the guide's script lvs_rs.sh does, with ip in place of ifconfig and route. */
  record Script() implements RealServerTool {
    @Override
    public String name() {
      return "the commands of lvs_rs.sh";
    }

    @Override
    public CommandResult start(Host host, String vip) {
      return host.attempt(
          ExitStatuses.any(),
          "sh",
          "-ec",
          """
          ip addr add $0/32 brd $0 dev lo label lo:0
          ip route add $0/32 dev lo
          for i in lo all; do
            echo 1 >/proc/sys/net/ipv4/conf/$i/arp_ignore
            echo 2 >/proc/sys/net/ipv4/conf/$i/arp_announce
          done
          """,
          vip);
    }

    @Override
    public CommandResult stop(Host host, String vip) {
      return host.attempt(
          ExitStatuses.any(),
          "sh",
          "-ec",
          """
          ip route del $0/32 dev lo 2>/dev/null || true
          ip addr del $0/32 dev lo
          for i in lo all; do
            echo 0 >/proc/sys/net/ipv4/conf/$i/arp_ignore
            echo 0 >/proc/sys/net/ipv4/conf/$i/arp_announce
          done
          """,
          vip);
    }
  }
}
