// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@code --explain} says of virtual routers and their scripts is what keepalived has
 * understood, as its dump tells: of the samples of its package, and of generated files.
 */
@KernelTest
@WithoutIpvs
class ExplanationTest {
  private static final int WRITTEN = 12;

  /** The interfaces of the samples, of the generated files, and of {@link RouterFile}. */
  private static final List<String> INTERFACES =
      List.of("eth0", "eth1", "eth2", "eth3", "lan0", "lan1", "bond0.100", "a23456789012345");

  /** By number, as the dump has them, where there is no user keepalived_script. */
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "root", "0:0",
          "nobody", "65534:65534",
          "the user keepalived_script, or root without one", "0:0");

  @Test
  void says_of_virtual_routers_what_keepalived_has_understood(Network network) throws IOException {
    Host host = network.host("ds1", "10.1.80.91/24");
    for (int i = 0; i < INTERFACES.size(); i++) {
      host.sh(
          "ip link add %1$s type veth peer name peer%2$d; ip link set %1$s up; ip link set peer%2$d up; ip addr add 10.8.%2$d.91/24 dev %1$s"
              .formatted(INTERFACES.get(i), i));
    }
    Understood understood = new Understood(host);
    Agreement agreement = new Agreement(ExplanationTest::intended);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Optional<String> dump = understood.byKeepalived(Understood.Part.ROUTERS, file.getValue());
      if (dump.isEmpty()) {
        agreement.skip(file.getKey());
        continue;
      }
      Map<String, Map<String, String>> dumped = RouterDump.read(dump.get());
      Map<String, Map<String, String>> explained = understood.byJkeepalived(file.getValue());
      explained.forEach(
          (name, values) -> {
            values.computeIfPresent("user", (key, user) -> ACCOUNTS.getOrDefault(user, user));
            if (name.startsWith("vrrp_instance ")) {
              RouterLists.explained(values, explained);
            }
          });
      assertThat(dumped.keySet())
          .as("what keepalived has dumped of %s", file.getKey())
          .anyMatch(block -> block.startsWith("vrrp_instance "));
      agreement.compare(file.getKey(), dumped, explained);
    }

    agreement.print("explained virtual routers");
    assertThat(agreement.faults()).isEmpty();
    assertThat(agreement.compared()).isGreaterThan(1000);
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Samples.with("vrrp_instance")
        .forEach(
            (name, text) -> {
              // Here is no IPVS, and no kernel to be synchronized.
              String cut =
                  text.replaceAll("(?m)^\\s*lvs_sync_daemon.*$", "")
                      // keepalived leaves out a script whose command is not installed.
                      .replace("killall -0 ", "/usr/bin/test -n ");
              if (isGood(cut)) {
                files.put(name, cut);
              }
            });
    assertThat(files).as("samples").hasSizeGreaterThan(5);
    for (int seed = 1; seed <= WRITTEN; seed++) {
      files.put("written " + seed, new RouterFile(new Random(seed)).text());
    }
    return files;
  }

  /** What has an error is not explained. */
  private static boolean isGood(String text) {
    return ConfigurationReader.read("t.conf", text).configuration().isPresent();
  }

  private static Optional<String> intended(Agreement.Difference difference) {
    String name = difference.block().substring(difference.block().indexOf(' ') + 1);
    boolean inGroup =
        difference.explained().entrySet().stream()
            .filter(block -> block.getKey().startsWith("vrrp_sync_group "))
            .map(block -> block.getValue().getOrDefault("group", ""))
            .anyMatch(members -> List.of(members.split("; ", -1)).contains(name));
    return switch (difference.keyword()) {
      case "router_id" ->
          because(
              difference.ours().equals("the host name") && difference.dumped().equals("[unknown]"),
              "keepalived finds no name of this host, as nothing resolves it");
      case "state" ->
          because(
              inGroup && difference.dumped().equals("BACKUP"),
              "the dump has what a member of a group wants since the start of the group");
      case "track_script" ->
          because(
              difference.other("priority").equals("255") && difference.dumped().isEmpty(),
              "a warning says that an owner of addresses tracks nothing with a weight");
      case "vrrp_skip_check_adv_addr" ->
          because(
              difference.ours().equals("on with version 3") && difference.dumped().equals("off"),
              "a list of addresses that differs counts in version 3, and is told");
      default -> Optional.empty();
    };
  }

  private static Optional<String> because(boolean holds, String why) {
    return holds ? Optional.of(why) : Optional.empty();
  }
}
