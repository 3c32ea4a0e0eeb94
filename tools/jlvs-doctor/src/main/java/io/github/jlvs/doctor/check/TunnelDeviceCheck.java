// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * On a real server that is reached through a tunnel: whether the device is up that takes packets
 * out of it. Of IP in IP alone, outside and inside of one family: there the kernel has a device of
 * its own, which takes what comes from any director.
 */
final class TunnelDeviceCheck implements Check {
  private enum Device {
    IPV4(Interface.IPV4_TUNNEL, "ipip", "ipip"),
    IPV6(Interface.IPV6_TUNNEL, "ip6tnl", "ip6_tunnel");

    private final String interfaceName;
    private final String kind;
    private final String module;

    Device(String interfaceName, String kind, String module) {
      this.interfaceName = interfaceName;
      this.kind = kind;
      this.module = module;
    }

    boolean isUp(Seen seen) {
      return seen.named(interfaceName).filter(Interface::up).isPresent();
    }

    /** One that somebody has made, and that may take the same packets. */
    Optional<Interface> another(Seen seen) {
      return seen.interfaces().stream()
          .filter(each -> each.up() && each.kind().equals(kind))
          .filter(each -> !each.name().equals(interfaceName))
          .findFirst();
    }
  }

  /**
   * How this real server is reached.
   *
   * @param devices those that packets come out of
   * @param others tunnels whose device may have any name
   */
  private record Tunnels(Set<Device> devices, Set<String> others) {}

  @Override
  public String name() {
    return "tunnel-device";
  }

  @Override
  public Verdict judge(Seen seen) {
    Tunnels tunnels = tunnels(seen);
    if (tunnels.devices().isEmpty()) {
      return new Verdict.LeftOut(
          tunnels.others().isEmpty()
              ? "this real server is not known to be reached through a tunnel"
              : "the device that takes packets out of a tunnel by "
                  + String.join(", ", tunnels.others())
                  + " may have any name");
    }
    List<Finding> findings = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Device device : tunnels.devices()) {
      if (!device.isUp(seen)) {
        device
            .another(seen)
            .ifPresentOrElse(
                each -> unknown.add(each.name()), () -> findings.add(finding(seen, device)));
      }
    }
    // Another device may be for one director, or for something else: its name does not tell.
    return findings.isEmpty() && !unknown.isEmpty()
        ? new Verdict.LeftOut(
            "what takes packets out of the tunnel may be " + String.join(", ", unknown))
        : new Verdict.Judged(findings);
  }

  private static Tunnels tunnels(Seen seen) {
    Tunnels found = new Tunnels(EnumSet.noneOf(Device.class), new TreeSet<>());
    for (VirtualServerSetup server : seen.task().virtualServers()) {
      for (var real : server.checks().realServers()) {
        InetAddress address = real.address().address();
        if (server.forwarding(real) instanceof Forwarding.Tunnel tunnel
            && seen.holder(address).isPresent()) {
          server
              .services()
              .forEach(
                  service ->
                      add(
                          found,
                          tunnel.encapsulation(),
                          service.id().family(),
                          AddressFamily.of(address)));
        }
      }
    }
    if (seen.task().virtualServers().isEmpty()) {
      // Without the directors' file, an address that was put there says what it is there for.
      for (Device device : Device.values()) {
        seen.named(device.interfaceName)
            .filter(
                each ->
                    seen.task().virtualAddresses().stream()
                        .anyMatch(vip -> each.holding(vip).isPresent()))
            .ifPresent(each -> found.devices().add(device));
      }
    }
    return found;
  }

  private static void add(
      Tunnels found, Encapsulation encapsulation, AddressFamily inside, AddressFamily outside) {
    if (!encapsulation.equals(Encapsulation.IPIP)) {
      found.others().add(encapsulation.name());
    } else if (inside == outside) {
      found.devices().add(inside == AddressFamily.IPV4 ? Device.IPV4 : Device.IPV6);
    } else {
      found.others().add(text(inside) + " in " + text(outside));
    }
  }

  private static String text(AddressFamily family) {
    return family == AddressFamily.IPV4 ? "IPv4" : "IPv6";
  }

  private static Finding finding(Seen seen, Device device) {
    String name = device.interfaceName;
    boolean absent = seen.named(name).isEmpty();
    List<Remedy> remedies = new ArrayList<>();
    if (absent) {
      remedies.add(Remedy.here("modprobe " + device.module));
    }
    remedies.add(Remedy.here("ip link set " + name + " up"));
    return new Finding(
        Severity.CRITICAL,
        "this real server takes nothing out of its tunnel: "
            + (absent ? "there is no " + name : name + " is down"),
        List.of(
            (absent ? "there is no interface " + name : name + " is not up")
                + " (ip link show dev "
                + name
                + ")"),
        "The director's packets come in and are thrown away with the clients' packets inside them:"
            + " clients wait until they give up, while every check of this server's own address"
            + " succeeds.",
        remedies);
  }
}
