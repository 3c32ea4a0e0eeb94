// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import io.github.jlvs.doctor.filter.DoctorTargets;
import io.github.jlvs.healthcheck.probe.direct.DirectTargets;
import io.github.jlvs.healthcheck.probe.dns.DnsTargets;
import io.github.jlvs.healthcheck.probe.http.HttpTargets;
import io.github.jlvs.healthcheck.probe.smtp.SmtpTargets;
import io.github.jlvs.ipvs.wire.IpvsTargets;
import io.github.jlvs.ipvs.wire.IpvsTextTargets;
import io.github.jlvs.jkeepalived.control.http.ControlTargets;
import io.github.jlvs.keepalived.conf.ConfigurationTargets;
import io.github.jlvs.linux.LinuxTargets;
import io.github.jlvs.netlink.NetlinkTargets;
import io.github.jlvs.netlink.generic.GenericTargets;
import io.github.jlvs.netlink.route.RouteTargets;
import io.github.jlvs.vrrp.VrrpTargets;
import java.util.List;
import java.util.function.Supplier;

/** Every decoder that reads what somebody else wrote. */
public final class Targets {
  /**
   * Targets whose names begin alike. They are made when they are asked for: the fuzzer rewrites
   * every class that is loaded, which costs seconds for those of other targets.
   */
  private record Group(String prefix, Supplier<List<Target<?>>> targets) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group("linux", LinuxTargets::all),
          new Group("netlink", NetlinkTargets::all),
          new Group("generic", GenericTargets::all),
          new Group("route", RouteTargets::all),
          new Group("ipvs", IpvsTargets::all),
          new Group("text", IpvsTextTargets::all),
          new Group("vrrp", VrrpTargets::all),
          new Group("direct", DirectTargets::all),
          new Group("dns", DnsTargets::all),
          new Group("http", HttpTargets::all),
          new Group("smtp", SmtpTargets::all),
          new Group("keepalived", ConfigurationTargets::all),
          new Group("control", ControlTargets::all),
          new Group("doctor", DoctorTargets::all));

  private Targets() {}

  /** All of them. */
  static List<Target<?>> all() {
    return GROUPS.stream().<Target<?>>flatMap(group -> group.targets().get().stream()).toList();
  }

  static Target<?> named(String name) {
    return GROUPS.stream()
        .filter(group -> name.startsWith(group.prefix() + "-"))
        .flatMap(group -> group.targets().get().stream())
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no target '" + name + "'"));
  }

  /**
   * Prints the names, one a line.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    all().forEach(target -> System.out.println(target.name()));
  }
}
