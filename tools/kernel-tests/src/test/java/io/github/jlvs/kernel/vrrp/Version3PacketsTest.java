// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What goes out in version 3 is what keepalived sends, octet for octet, over IPv4 and IPv6: one
 * host runs the same two virtual routers with keepalived first and with ours then, and tcpdump
 * finds no checksum wrong. Two things differ: IPv6 has no flow label here, and neighbour
 * advertisements have the router flag, as RFC 9568 section 6.4 asks.
 */
@KernelTest
@WithoutIpvs
class Version3PacketsTest {
  private static final Duration UNTIL_SECOND_BURST = Duration.ofSeconds(11);
  private static final String FILTER = "vrrp or arp or ip6 proto 112 or icmp6";
  private static final int COMPARED_OF_EACH = 3;

  private static final String INSTANCES =
      """
      vrrp_instance VI_4 {
          interface enp0s3
          virtual_router_id 51
          priority 101
          version 3
          advert_int 0.5
          virtual_ipaddress {
              10.1.80.90
              10.1.80.89
          }
      }
      vrrp_instance VI_6 {
          interface enp0s3
          virtual_router_id 51
          priority 7
          advert_int 0.25
          virtual_ipaddress {
              fe80::90
              fd00::90/64
          }
      }
      """;

  @Test
  void advertisements_and_announcements_are_keepaliveds_octet_for_octet(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Map<String, List<String>> theirs;
    try (Capture wire = network.capture(FILTER)) {
      RunningProcess keepalived = Directors.keepalivedWith(host, "", INSTANCES);
      Await.pause(UNTIL_SECOND_BURST);
      int unused = keepalived.stop(Directors.SOON);
      theirs = frames(wire);
    }
    Map<String, List<String>> ours;
    try (Capture wire = network.capture(FILTER)) {
      Ours daemon = Ours.start(host, List.of(ipv4(), ipv6()), List.of());
      Await.pause(UNTIL_SECOND_BURST);
      daemon.close();
      ours = frames(wire);
      List<String> words = wire.text("-n", "-vv", "vrrp or ip6 proto 112");
      assertThat(words).isNotEmpty().noneMatch(line -> line.contains("bad"));
      assertThat(String.join("\n", words))
          .contains("VRRPv3, Advertisement, vrid 51, prio 101, intvl 50cs")
          .contains("VRRPv3, Advertisement, vrid 51, prio 7, intvl 25cs");
    }

    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(theirs.keySet()).hasSize(6);
    int compared = 0;
    int intended = 0;
    for (Map.Entry<String, List<String>> wanted : theirs.entrySet()) {
      String kind = wanted.getKey();
      List<String> sent = ours.getOrDefault(kind, List.of());
      assertThat(sent).as(kind).hasSizeGreaterThanOrEqualTo(COMPARED_OF_EACH);
      if (kind.startsWith("neighbour")) {
        assertThat(sent)
            .as(kind)
            .isEqualTo(wanted.getValue().stream().map(Version3PacketsTest::asRouter).toList());
        intended += sent.size();
        compared += sent.size();
      } else if (kind.startsWith("ARP")) {
        assertThat(sent).as(kind).isEqualTo(wanted.getValue());
        compared += sent.size();
      } else {
        List<String> first = wanted.getValue().subList(0, COMPARED_OF_EACH);
        assertThat(sent.subList(0, COMPARED_OF_EACH)).as(kind).isEqualTo(first);
        assertThat(HexFrames.last(sent))
            .as("the good-bye of " + kind)
            .isEqualTo(HexFrames.last(wanted.getValue()));
        compared += COMPARED_OF_EACH + 1;
      }
    }
    System.out.printf(
        "frames of VRRPv3 beside keepalived's: compared %d, equal %d, intended differences %d,"
            + " skipped 0%n",
        compared, compared - intended, intended);
  }

  private static RouterSetup ipv4() {
    return RouterSetup.builder(
            "VI_4",
            Network.INTERFACE,
            VirtualRouterConfig.builder(51, Directors.ip("10.1.80.90"), Directors.ip("10.1.80.89"))
                .protocol(new Protocol.V3(AddressFamily.IPV4))
                .interval(new AdvertisementInterval(50))
                .priority(101)
                .build())
        .build();
  }

  private static RouterSetup ipv6() {
    return RouterSetup.builder(
            "VI_6",
            Network.INTERFACE,
            VirtualRouterConfig.builder(51, Directors.ip("fe80::90"), Directors.ip("fd00::90"))
                .interval(new AdvertisementInterval(25))
                .priority(7)
                .build())
        .addresses(
            List.of(
                VirtualAddress.of(Directors.ip("fe80::90")),
                VirtualAddress.of(Directors.ip("fd00::90"), 64)))
        .build();
  }

  /** The host's frames, by what they are. */
  private static Map<String, List<String>> frames(Capture wire) {
    Map<String, List<String>> frames = new LinkedHashMap<>();
    for (String frame : HexFrames.ofFirstHost(wire)) {
      String kind = kind(frame);
      if (!kind.isEmpty()) {
        frames.computeIfAbsent(kind, absent -> new ArrayList<>()).add(withoutFlowLabel(frame));
      }
    }
    return frames;
  }

  private static String kind(String frame) {
    return switch (frame.substring(24, 28)) {
      case "0806" ->
          frame.substring(56, 64).equals(frame.substring(76, 84))
              ? "ARP of " + frame.substring(56, 64)
              : "";
      case "0800" -> "VRRP over IPv4";
      case "86dd" ->
          frame.startsWith("70", 40)
              ? "VRRP over IPv6"
              : frame.startsWith("88", 108) && isVirtual(frame)
                  ? "neighbour advertisement of " + frame.substring(124, 156)
                  : "";
      default -> "";
    };
  }

  /** The kernel advertises the host's own address too. */
  private static boolean isVirtual(String frame) {
    return frame.substring(124, 156).endsWith("0090");
  }

  private static String withoutFlowLabel(String frame) {
    return frame.startsWith("86dd", 24)
        ? frame.substring(0, 31) + "00000" + frame.substring(36)
        : frame;
  }

  /** keepalived's with the router flag set, and with the checksum of that. */
  private static String asRouter(String frame) {
    int checksum = Integer.parseInt(frame.substring(112, 116), 16) - 0x8000;
    checksum = checksum <= 0 ? checksum + 0xffff : checksum;
    return frame.substring(0, 112) + "%04x".formatted(checksum) + "a0" + frame.substring(118);
  }
}
