// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.List;

/** On a director that translates addresses: whether it forwards the answers of real servers. */
final class IpForwardCheck implements Check {
  @Override
  public String name() {
    return "ip-forward";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<InetAddress> translated = seen.task().realServers(Forwarding.MASQUERADE::equals);
    if (translated.isEmpty()) {
      return new Verdict.LeftOut("no real server is reached by NAT");
    }
    return new Verdict.Judged(
        translated.stream()
            .map(AddressFamily::of)
            .distinct()
            .map(IpForwardCheck::path)
            .filter(path -> seen.parameters().value(path).orElse(0) == 0)
            .map(IpForwardCheck::finding)
            .toList());
  }

  private static String path(AddressFamily family) {
    return switch (family) {
      case IPV4 -> "net/ipv4/ip_forward";
      case IPV6 -> "net/ipv6/conf/all/forwarding";
    };
  }

  private static Finding finding(String path) {
    return new Finding(
        Severity.CRITICAL,
        "this director translates addresses and forwards nothing",
        List.of(Values.shown(path, "0")),
        "With NAT the answers of real servers come back through this host, which throws them away:"
            + " clients get no answer while every check succeeds.",
        List.of(Values.set(path, 1)));
  }
}
