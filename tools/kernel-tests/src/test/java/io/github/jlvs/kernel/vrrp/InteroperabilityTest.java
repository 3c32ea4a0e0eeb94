// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ours on one director, real keepalived on the other, both ways round. */
@KernelTest
@WithoutIpvs
class InteroperabilityTest {
  /** Of what does not depend on it. */
  private static final VrrpKind KIND = VrrpKind.VERSION_2;

  @Together
  @ParameterizedTest
  @CsvSource({
    "OURS, false, VERSION_2",
    "KEEPALIVED, false, VERSION_2",
    "OURS, true, VERSION_2",
    "KEEPALIVED, true, VERSION_2",
    "OURS, false, VERSION_3",
    "KEEPALIVED, false, VERSION_3",
    "OURS, true, VERSION_3",
    "KEEPALIVED, true, VERSION_3",
    "OURS, false, VERSION_3_IPV6",
    "KEEPALIVED, false, VERSION_3_IPV6",
    "OURS, true, VERSION_3_IPV6_ROUTED",
    "KEEPALIVED, true, VERSION_3_IPV6_ROUTED",
  })
  void the_better_director_takes_over_leaves_comes_back_and_dies(
      Side better, boolean unicast, VrrpKind kind, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp or arp or ip6 proto 112");
    Side.Director ds2 = start(better.other(), hosts.ds2(), kind.config(100), kind, unicast, hosts);
    masterFrom(Instant.EPOCH, wire, hosts, hosts.ds2(), kind);

    Instant joined = Instant.now();
    Side.Director ds1 = start(better, hosts.ds1(), kind.config(101), kind, unicast, hosts);
    masterFrom(joined, wire, hosts, hosts.ds1(), kind);

    Instant left = Instant.now();
    ds1.stop();
    wire.awaitAdvert("good-bye", left, a -> sent(a, hosts.ds1(), kind) && a.priority() == 0, SOON);
    VrrpAdvert successor = masterFrom(left, wire, hosts, hosts.ds2(), kind);
    assertThat(Duration.between(left, successor.time()))
        .as("a master that says good-bye is followed after the skew, not the master down interval")
        .isLessThan(Duration.ofSeconds(3));

    Instant back = Instant.now();
    ds1 = start(better, hosts.ds1(), kind.config(101), kind, unicast, hosts);
    masterFrom(back, wire, hosts, hosts.ds1(), kind);

    Instant dead = Instant.now();
    hosts.ds1().link().silence();
    wire.awaitAdvert("the survivor", dead, a -> sent(a, hosts.ds2(), kind), SOON);
    Await.until("the address on ds2", SOON, () -> hosts.ds2().hasAddress(kind.virtualAddress()));

    // Both are masters, each on its side of the cut; whole again, one remains.
    Instant whole = Instant.now();
    hosts.ds1().link().mend();
    masterFrom(whole, wire, hosts, hosts.ds1(), kind);

    ds1.stop();
    ds2.stop();
    assertThat(ds1.complaints() + ds2.complaints()).isEmpty();
    assertThat(hosts.ds1().hasAddress(kind.virtualAddress())).isFalse();
    assertThat(hosts.ds2().hasAddress(kind.virtualAddress())).isFalse();
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void of_equal_priorities_a_master_stays_until_two_meet_and_then_the_higher_address_wins(
      Side lower, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp or arp");
    Side.Director ds1 = start(lower, hosts.ds1(), 100);
    masterFrom(Instant.EPOCH, wire, hosts, hosts.ds1(), KIND);
    Instant joined = Instant.now();
    Side.Director ds2 = start(lower.other(), hosts.ds2(), 100);
    Await.pause(Duration.ofSeconds(5));
    assertThat(wire.adverts())
        .filteredOn(a -> a.time().isAfter(joined))
        .isNotEmpty()
        .allSatisfy(a -> assertThat(a).matches(each -> sent(each, hosts.ds1(), KIND)));

    Instant cut = Instant.now();
    hosts.ds1().link().silence();
    wire.awaitAdvert("the other", cut, a -> sent(a, hosts.ds2(), KIND), SOON);
    Instant whole = Instant.now();
    hosts.ds1().link().mend();

    masterFrom(whole, wire, hosts, hosts.ds2(), KIND);
    ds1.stop();
    ds2.stop();
    assertThat(ds1.complaints() + ds2.complaints()).isEmpty();
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void one_that_does_not_preempt_leaves_a_worse_master_in_place_and_follows_it(
      Side better, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp or arp");
    Side.Director ds2 = start(better.other(), hosts.ds2(), 100);
    masterFrom(Instant.EPOCH, wire, hosts, hosts.ds2(), KIND);
    Instant joined = Instant.now();
    VirtualRouterConfig config = Directors.config(150).preempt(false).build();
    Side.Director ds1 = better.start(hosts.ds1(), config, KIND.own(hosts.ds1()), Optional.empty());
    Await.pause(Duration.ofSeconds(6));
    assertThat(wire.adverts())
        .filteredOn(a -> a.time().isAfter(joined))
        .isNotEmpty()
        .allSatisfy(a -> assertThat(a).matches(each -> sent(each, hosts.ds2(), KIND)));

    Instant left = Instant.now();
    ds2.stop();
    masterFrom(left, wire, hosts, hosts.ds1(), KIND);
    ds1.stop();
    assertThat(ds1.complaints() + ds2.complaints()).isEmpty();
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void a_preempt_delay_leaves_a_worse_master_in_place_for_so_long(Side better, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp or arp");
    Side.Director ds2 = start(better.other(), hosts.ds2(), 100);
    masterFrom(Instant.EPOCH, wire, hosts, hosts.ds2(), KIND);
    Instant joined = Instant.now();
    VirtualRouterConfig config = Directors.config(150).preemptDelay(Duration.ofSeconds(4)).build();
    Side.Director ds1 = better.start(hosts.ds1(), config, KIND.own(hosts.ds1()), Optional.empty());

    Instant listening = ds1.listening();

    VrrpAdvert first =
        wire.awaitAdvert("preemption", joined, a -> sent(a, hosts.ds1(), KIND), SOON);

    // The delay begins with the first advertisement that it hears. Then come 3 x 1 s and
    // (256-150)/256 s
    // after the last one that it heeded, which came within the second before the delay's end.
    assertThat(Duration.between(joined, first.time()))
        .isGreaterThan(Duration.ofMillis(4000 + 3414 - 1000 - 50));
    assertThat(Duration.between(listening, first.time()))
        .isLessThan(Duration.ofMillis(1000 + 4000 + 3414 + 1000));
    masterFrom(first.time(), wire, hosts, hosts.ds1(), KIND);
    ds1.stop();
    ds2.stop();
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void the_owner_of_the_address_takes_it_from_a_master(Side owner, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp or arp");
    Side.Director ds2 = start(owner.other(), hosts.ds2(), 254);
    masterFrom(Instant.EPOCH, wire, hosts, hosts.ds2(), KIND);
    Instant joined = Instant.now();
    Side.Director ds1 = start(owner, hosts.ds1(), 255);

    VrrpAdvert advert = masterFrom(joined, wire, hosts, hosts.ds1(), KIND);

    assertThat(advert.priority()).isEqualTo(255);
    ds1.stop();
    ds2.stop();
    assertThat(ds1.complaints() + ds2.complaints()).isEmpty();
  }

  private static Side.Director start(Side side, Host host, int priority) {
    return side.start(host, Directors.config(priority).build(), KIND.own(host), Optional.empty());
  }

  private static Side.Director start(
      Side side,
      Host host,
      VirtualRouterConfig.Builder config,
      VrrpKind kind,
      boolean unicast,
      Directors hosts) {
    Host other = host == hosts.ds1() ? hosts.ds2() : hosts.ds1();
    return side.start(
        host,
        config.build(),
        kind.own(host),
        unicast ? Optional.of(kind.own(other)) : Optional.empty());
  }

  private static boolean sent(VrrpAdvert advert, Host by, VrrpKind kind) {
    return advert.source().equals(kind.own(by).getHostAddress());
  }

  /** Waits for a host to be the only master: it advertises, has the address, the other has not. */
  private static VrrpAdvert masterFrom(
      Instant since, Capture wire, Directors hosts, Host master, VrrpKind kind) {
    Host other = master == hosts.ds1() ? hosts.ds2() : hosts.ds1();
    VrrpAdvert advert =
        wire.awaitAdvert(
            master + " as master", since, a -> sent(a, master, kind) && a.priority() > 0, SOON);
    String virtual = kind.virtualAddress();
    Await.until("the address on " + master, SOON, () -> master.hasAddress(virtual));
    Await.until("no address on " + other, SOON, () -> !other.hasAddress(virtual));
    // Two more, with none of the other's between.
    Instant from = Instant.now();
    Await.value(
        "two advertisements in a row from " + master,
        SOON,
        () -> after(wire, from),
        all -> all.size() >= 2 && all.stream().allMatch(a -> sent(a, master, kind)));
    return advert;
  }

  private static List<VrrpAdvert> after(Capture wire, Instant from) {
    return wire.adverts().stream().filter(a -> a.time().isAfter(from)).toList();
  }
}
