// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.ManagedInterface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On a director: whether a network manager takes away addresses that it has not set itself, from an
 * interface of a virtual router.
 */
final class InterfaceManagerCheck implements Check {
  @Override
  public String name() {
    return "interface-manager";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().routers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual router in the configuration");
    }
    Set<String> used =
        seen.task().routers().stream()
            .flatMap(InterfaceManagerCheck::interfaces)
            .collect(Collectors.toSet());
    return new Verdict.Judged(
        seen.managed().stream()
            .filter(each -> used.contains(each.interfaceName()) && !each.keepsAddresses())
            .map(InterfaceManagerCheck::finding)
            .toList());
  }

  private static Stream<String> interfaces(RouterSetup router) {
    return Stream.concat(
        Stream.of(router.interfaceName()), router.addresses().stream().map(router::deviceOf));
  }

  private static Finding finding(ManagedInterface managed) {
    return new Finding(
        severity(managed),
        managed.keeper() + " may take the virtual address away from " + managed.interfaceName(),
        List.of(
            managed.interfaceName()
                + " is configured by "
                + managed.keeper()
                + " ("
                + managed.file()
                + ")"),
        "It does not know the address, and removes it when it is restarted, reloaded or updated, or"
            + " when the link comes back: the master is without its address, and clients get no"
            + " answer.",
        remedies(managed));
  }

  /** NetworkManager leaves foreign addresses where nobody changes or restarts its connection. */
  private static Severity severity(ManagedInterface managed) {
    return switch (managed.keeper()) {
      case NETWORKD -> Severity.WARNING;
      case NETWORK_MANAGER -> Severity.INFO;
    };
  }

  private static List<Remedy> remedies(ManagedInterface managed) {
    return switch (managed.keeper()) {
      case NETWORKD -> {
        String directory =
            "/etc/systemd/network/"
                + managed.file().substring(managed.file().lastIndexOf('/') + 1)
                + ".d";
        yield List.of(
            Remedy.here(
                "mkdir -p "
                    + directory
                    + " && printf '[Network]\\nKeepConfiguration=yes\\n' > "
                    + directory
                    + "/keep-configuration.conf"),
            Remedy.here("networkctl reload"));
      }
      case NETWORK_MANAGER ->
          List.of(
              new Remedy.Advice(
                  "Have "
                      + managed.interfaceName()
                      + " configured by /etc/network/interfaces or systemd-networkd, and write"
                      + " [keyfile] and unmanaged-devices=interface-name:"
                      + managed.interfaceName()
                      + " into /etc/NetworkManager/conf.d/director.conf; then restart NetworkManager."));
    };
  }
}
