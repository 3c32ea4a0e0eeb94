// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Virtual routers of VRRPv3 over IPv6, beside one of IPv4 on the same interface. */
class RoutersOverIpv6Test {
  private static final Duration ELECTED = Duration.ofSeconds(4);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void anInterfaceOfBothFamilies() {
    host.network().create("eth0", "10.1.80.91/24", "2001:db8::91/64", "fe80::91/64");
  }

  @Test
  void aMasterAdvertisesFromTheLinkLocalAddressAndAnnouncesAllOfItsOwn() {
    runner.run(router("fe80::90", "2001:db8::90").build());
    host.pass(ELECTED);

    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);
    IpDatagram.Vrrp packet = (IpDatagram.Vrrp) IpDatagram.parse(host.packets().get(0).datagram());
    assertThat(packet.source()).isEqualTo(ip("fe80::91"));
    assertThat(packet.destination()).isEqualTo(ip("ff02::12"));
    assertThat(packet.ttl()).isEqualTo(255);
    Advertisement said =
        AdvertisementCodec.decode(packet.payload(), packet.source(), packet.destination());
    assertThat(said.addresses()).containsExactly(ip("fe80::90"), ip("2001:db8::90"));
    assertThat(host.network().addressTexts())
        .contains("eth0 " + ip("fe80::90").getHostAddress() + "/128")
        .contains("eth0 " + ip("2001:db8::90").getHostAddress() + "/128");
    assertThat(host.frames()).isNotEmpty().allMatch(frame -> frame.etherType() == 0x86dd);
  }

  /** Its own link-local virtual address is no address to send from: it leaves with the master. */
  @Test
  void theVirtualAddressIsNotItsSource() {
    host.network().take("eth0", "fe80::91/64");
    runner.run(router("fe80::90").build());
    host.network().give("eth0", "fe80::90/128");
    host.pass(ELECTED);

    assertThat(runner.state("VI_6")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_6")).containsExactly("IPv6 link-local address of eth0");
  }

  @Test
  void anInterfaceWithoutALinkLocalAddressYetIsWaitedFor() {
    host.network().take("eth0", "fe80::91/64");
    host.network().giveTentative("eth0", "fe80::91/64");
    runner.run(router("fe80::90").build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_6")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_6")).containsExactly("IPv6 link-local address of eth0");

    host.network().confirm("eth0", "fe80::91/64");
    host.settle();
    assertThat(runner.state("VI_6")).isEqualTo(State.BACKUP);
    host.pass(ELECTED);
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);
  }

  @Test
  void aDuplicateOfItsOwnAddressIsAFault() {
    runner.run(router("fe80::90").build());
    host.pass(ELECTED);

    host.network().findDuplicate("eth0", "fe80::91/64");
    host.settle();

    assertThat(runner.state("VI_6")).isEqualTo(State.FAULT);
  }

  /** Where a line of the file asks for duplicate address detection. */
  @Test
  void aVirtualAddressThatAnotherHostHasIsToldAndTriedAgain() {
    VirtualAddress detected =
        new VirtualAddress(
            ip("fe80::90"),
            128,
            Optional.empty(),
            Optional.empty(),
            IfAddress.SCOPE_LINK,
            Optional.empty(),
            Optional.empty(),
            0);
    host.network().detectDuplicates();
    runner.run(router("fe80::90").addresses(List.of(detected)).build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);
    assertThat(runner.status("VI_6").placed()).as("while it is looked for").isEmpty();

    host.network().findDuplicate("eth0", "fe80::90/128");
    host.pass(Duration.ofSeconds(10));

    assertThat(runner.told(RunnerEvent.AddressFailed.class))
        .singleElement()
        .satisfies(
            failed -> assertThat(failed.why()).contains("another host on the link of eth0 has it"));
    assertThat(host.calls().stream().filter(call -> call.startsWith("add fe80")))
        .as("put there, and put there again")
        .hasSizeGreaterThan(1);
    assertThat(host.frames()).as("it is the other host's").isEmpty();
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);

    host.network().confirm("eth0", "fe80::90/128");
    host.settle();
    assertThat(runner.status("VI_6").placed()).hasSize(1);
    assertThat(host.frames()).isNotEmpty();
  }

  /** The kernel tells the newest first; a temporary one is gone tomorrow. */
  @Test
  void itSendsFromTheOldestAddressThatLasts() {
    host.network().give("eth0", "fe80::aa/64");
    host.network().give("eth0", "2001:db8::aa/64");
    host.network().giveTemporary("eth0", "2001:db8::bb/64");
    runner.run(router("fe80::90").build());
    assertThat(runner.status("VI_6").source()).contains(ip("fe80::91"));

    runner.run(router("fe80::90").transport(new Transport.Unicast(ip("2001:db8:1::92"))).build());
    assertThat(runner.status("VI_6").source()).contains(ip("2001:db8::91"));

    host.network().take("eth0", "2001:db8::91/64");
    host.network().take("eth0", "2001:db8::aa/64");
    host.settle();
    assertThat(runner.status("VI_6").source()).contains(ip("2001:db8::bb"));
  }

  @Test
  void oneVridServesBothFamilies() {
    RouterSetup ipv4 =
        RouterSetup.builder(
                "VI_4", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
            .build();
    RouterSetup ipv6 = router("fe80::90").build();
    runner.run(ipv4, ipv6);
    host.pass(ELECTED);
    assertThat(runner.state("VI_4")).isEqualTo(State.MASTER);
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);

    host.arrive("eth0", RunnerUnderTest.advertisement(ipv6, "fe80::99", "ff02::12", 200));
    host.settle();
    assertThat(runner.state("VI_4")).isEqualTo(State.MASTER);
    assertThat(runner.state("VI_6")).isEqualTo(State.BACKUP);
    assertThat(runner.status("VI_6").master()).contains(ip("fe80::99"));
    assertThat(runner.runner().interfaces())
        .extracting(status -> status.name() + " " + status.family())
        .containsExactlyInAnyOrder("eth0 IPV4", "eth0 IPV6");
  }

  @Test
  void theIntervalOfTheMasterIsLearntAndShown() {
    RouterSetup mine = router("fe80::90").build();
    runner.run(mine);
    RouterSetup theirs =
        RouterSetup.builder(
                "other",
                "eth0",
                VirtualRouterConfig.builder(51, ip("fe80::90"))
                    .interval(new AdvertisementInterval(25))
                    .build())
            .build();

    host.arrive("eth0", RunnerUnderTest.advertisement(theirs, "fe80::99", "ff02::12", 200));
    host.settle();

    assertThat(runner.status("VI_6").masterInterval()).isEqualTo(new AdvertisementInterval(25));
    host.pass(Duration.ofSeconds(1));
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);
  }

  @Test
  void peersThatAreRoutedToAreSentToFromARoutedAddress() {
    runner.run(
        router("2001:db8::90").transport(new Transport.Unicast(ip("2001:db8:1::92"))).build());
    host.pass(ELECTED);

    assertThat(host.packets())
        .isNotEmpty()
        .allSatisfy(
            sent -> {
              IpDatagram.Vrrp packet = (IpDatagram.Vrrp) IpDatagram.parse(sent.datagram());
              assertThat(packet.source()).isEqualTo(ip("2001:db8::91"));
              assertThat(packet.destination()).isEqualTo(ip("2001:db8:1::92"));
            });
  }

  /** Version and family are the router's identity: it says good-bye in the old way. */
  @Test
  void aReloadToAnotherFamilyEndsTheOneAndBeginsTheOther() {
    runner.run(
        RouterSetup.builder(
                "VI_6", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
            .build());
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32");

    runner.run(router("fe80::90").build());

    assertThat(host.network().addressTexts()).doesNotContain("eth0 10.1.80.90/32");
    IpDatagram.Vrrp last =
        (IpDatagram.Vrrp)
            IpDatagram.parse(host.packets().get(host.packets().size() - 1).datagram());
    assertThat(last.header().priority()).isZero();
    assertThat(IpAddresses.format(last.destination())).isEqualTo("224.0.0.18");
    host.pass(ELECTED);
    assertThat(runner.state("VI_6")).isEqualTo(State.MASTER);
  }

  private static RouterSetup.Builder router(String... addresses) {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(
                51,
                List.of(addresses).stream().map(Addresses::ip).toArray(java.net.InetAddress[]::new))
            .build();
    return RouterSetup.builder("VI_6", "eth0", config);
  }
}
