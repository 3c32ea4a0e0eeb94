// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * On directors that synchronise connections and are real servers as well, by direct routing or
 * tunnel: whether the backup balances once more what the master has sent it (kernel documentation,
 * networking/ipvs-sysctl).
 */
final class BackupOnlyCheck implements Check {
  private static final String PATH = "net/ipv4/vs/backup_only";

  @Override
  public String name() {
    return "backup-only";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().sync().isEmpty()) {
      return new Verdict.LeftOut("there is no lvs_sync_daemon in the configuration");
    }
    Set<InetAddress> directors = directors(seen);
    List<InetAddress> both =
        seen.task().realServers(each -> !each.equals(Forwarding.MASQUERADE)).stream()
            .filter(directors::contains)
            .toList();
    OptionalInt value = seen.parameters().value(PATH);
    if (both.isEmpty() || value.isEmpty()) {
      return new Verdict.LeftOut(
          both.isEmpty()
              ? "no director is known to be a real server as well"
              : "this kernel has no " + Parameters.name(PATH));
    }
    return new Verdict.Judged(value.getAsInt() == 0 ? List.of(finding(both)) : List.of());
  }

  /** Addresses of this host, and of those that it advertises to. */
  private static Set<InetAddress> directors(Seen seen) {
    Set<InetAddress> found =
        seen.interfaces().stream()
            .flatMap(each -> each.addresses().stream())
            .map(each -> each.address())
            .collect(Collectors.toSet());
    seen.task().peers().forEach(found::add);
    return found;
  }

  private static Finding finding(List<InetAddress> both) {
    return new Finding(
        Severity.CRITICAL,
        "a packet may go round in a circle between the directors",
        List.of(
            Values.shown(PATH, "0"),
            "director and real server at once: "
                + both.stream().map(IpAddresses::format).collect(Collectors.joining(", "))),
        "The master sends a packet to the other director as to a real server. With 0 that one"
            + " balances it anew, perhaps back to the master; with 1 a backup takes it for itself.",
        List.of(Values.set(PATH, 1)));
  }
}
