// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static io.github.jlvs.kernel.vrrp.Directors.onlyFrom;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TakesLong;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directors whose advertisements leave by an ipvlan ({@code use_ipvlan}). */
@KernelTest
class IpvlanTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SURROUNDINGS =
      "(ip -d link show | grep -v link/; ip -o -4 addr show) | sed 's/^[0-9]*: //; s/valid_lft.*//; s/<.*> //; s/ state [A-Z]*//';"
          + " cat /proc/sys/net/ipv4/conf/enp0s3/arp_ignore";

  /** The better director runs one program and the worse one the other. */
  @Together
  @ParameterizedTest
  @EnumSource
  void the_address_moves_between_the_two_programs(Daemon daemon, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    RunningProcess better = daemon.start(hosts.ds1(), file(150, "use_ipvlan 10.1.80.7"));
    master(hosts.ds1());
    RunningProcess worse =
        daemon.other().start(hosts.ds2(), file(100, "use_ipvlan ipv0 10.1.80.8/24 private"));
    Await.until("ipv0", SOON, () -> hosts.ds2().hasAddress("10.1.80.8"));
    onlyFrom("10.1.80.7", wire, SOON);
    assertThat(hosts.ds1().sh("ip -d link show vrrp.51")).contains("ipvlan  mode l2 bridge");
    assertThat(hosts.ds2().sh("ip -d link show ipv0")).contains("ipvlan  mode l2 private");
    assertThat(hosts.ds2().hasAddress(VIP)).isFalse();

    Instant left = Instant.now();
    int unused = better.stop(SOON);
    master(hosts.ds2());
    VrrpAdvert goodbye = wire.awaitAdvert("good-bye", left, a -> a.priority() == 0, SOON);
    assertThat(goodbye.source()).isEqualTo("10.1.80.7");
    assertThat(goodbye.sourceMac()).isEqualTo(hosts.ds1().mac());
    onlyFrom("10.1.80.8", wire, SOON);
    unused = worse.stop(SOON);
    assertThat(hosts.ds1().sh("ip -br link") + hosts.ds2().sh("ip -br link"))
        .contains("enp0s3")
        .doesNotContain("vrrp.51", "ipv0");
  }

  @Together
  @Test
  @TakesLong
  void after_a_crash_another_life_adopts_it_and_leaves_nothing_in_the_end(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    String before = host.sh(SURROUNDINGS);
    RunningProcess ours = Daemon.JKEEPALIVED.start(host, file(150, "use_ipvlan 10.1.80.7"));
    master(host);
    String during = host.sh(SURROUNDINGS);
    assertThat(during).contains("vrrp.51@enp0s3", "10.1.80.7/32 scope global vrrp.51");
    ours.crash();

    Capture wire = network.capture("vrrp");
    ours = Daemon.JKEEPALIVED.start(host, file(150, "use_ipvlan 10.1.80.7"));
    VrrpAdvert advert = wire.awaitAdvert("the next life", Instant.EPOCH, a -> true, SOON);
    assertThat(advert.source()).isEqualTo("10.1.80.7");
    master(host);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(during);
    ours.crash();

    // Another address: what was left behind goes, and its address with it.
    ours = Daemon.JKEEPALIVED.start(host, file(150, "use_ipvlan 10.1.80.8 vepa"));
    VrrpAdvert unusedAdvert = wire.awaitAdvert("another", Instant.EPOCH, from("10.1.80.8"), SOON);
    assertThat(host.hasAddress("10.1.80.7")).isFalse();
    assertThat(host.sh("ip -d link show vrrp.51")).contains("ipvlan  mode l2 vepa");

    // By a reload to the other kind, which Linux does not have above the same interface.
    Daemon.reload(host, ours, file(150, "use_vmac"));
    advert = wire.awaitAdvert("from the macvlan", Instant.EPOCH, from("10.1.80.91"), SOON);
    assertThat(advert.sourceMac()).isEqualTo("00:00:5e:00:01:33");
    Instant back = Instant.now();
    Daemon.reload(host, ours, file(150, "use_ipvlan 10.1.80.7"));
    advert = wire.awaitAdvert("from the ipvlan", back, from("10.1.80.7"), SOON);
    assertThat(advert.sourceMac()).isEqualTo(host.mac());
    master(host);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(during);
    int unused = ours.stop(SOON);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(before);
  }

  @Together
  @TakesLong
  @ParameterizedTest
  @EnumSource
  void the_dump_names_it_and_over_ipv6_it_needs_no_address(Daemon daemon, Network network) {
    Host host = network.host("ds1", "10.1.80.91/24", "fd00::91/64");
    RunningProcess process = daemon.start(host, file(150, "use_ipvlan ipv0 10.1.80.7/24 vepa"));
    master(host);
    assertThat(dumped(host, process))
        .containsExactly(
            "   Use IPVLAN, i/f ipv0, is_up = true, i/f address = 10.1.80.7/24, type vepa",
            "   Interface = ipv0, ipvlan on enp0s3",
            "   Using src_ip = 10.1.80.7 (from configuration)",
            "     10.1.80.90 dev enp0s3 scope global set");
    int unused = process.stop(SOON);

    Capture wire = network.capture("ip6 proto 112");
    process = daemon.start(host, Daemon.instance(150, "fe80::90\nfd00::90/64", "use_ipvlan ipv0"));
    Await.until("fd00::90", SOON, () -> host.hasAddress("fd00::90"));
    VrrpAdvert advert = wire.awaitAdvert("over IPv6", Instant.EPOCH, a -> true, SOON);
    assertThat(advert.sourceMac()).isEqualTo(host.mac());
    assertThat(dumped(host, process))
        .startsWith(
            "   Use IPVLAN, i/f ipv0, is_up = true, type bridge",
            "   Interface = ipv0, ipvlan on enp0s3")
        .contains("     fd00::90/64 dev enp0s3 scope global preferred_lft forever set");
    unused = process.stop(SOON);
    assertThat(host.sh("ip -br link")).contains("enp0s3").doesNotContain("ipv0");
  }

  private static List<String> dumped(Host host, RunningProcess process) {
    host.sh("rm -f /tmp/keepalived.data");
    process.signal("USR1");
    return Await.value(
        "what the dump says of the interface",
        SOON,
        () ->
            host.sh(
                    "grep -E '^   Use IPVLAN|ipvlan on|^   Using src_ip|^     .* dev '"
                        + " /tmp/keepalived.data || :")
                .lines()
                .toList(),
        lines -> lines.stream().anyMatch(line -> line.endsWith(" set")));
  }

  private static Predicate<VrrpAdvert> from(String source) {
    return advert -> advert.source().equals(source) && advert.priority() > 0;
  }

  private static String file(int priority, String more) {
    return Daemon.instance(priority, VIP, more);
  }

  private static void master(Host host) {
    Await.until(
        VIP + " on " + host,
        SOON,
        () ->
            host.addresses().stream()
                .anyMatch(
                    each -> each.address().equals(VIP) && each.device().equals(Network.INTERFACE)));
  }
}
