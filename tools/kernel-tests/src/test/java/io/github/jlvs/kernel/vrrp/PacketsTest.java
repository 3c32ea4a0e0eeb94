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
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
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
 * What goes out on the wire is what keepalived sends, octet for octet: one host runs the same four
 * virtual routers with keepalived first and with ours then, and tcpdump judges both.
 */
@KernelTest
@WithoutIpvs
class PacketsTest {
  private static final Duration UNTIL_SECOND_BURST = Duration.ofSeconds(13);

  @Test
  void advertisements_and_gratuitous_arp_are_keepaliveds_octet_for_octet(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    network.host("ds2", "10.1.80.92/24");
    // Answers ARP for the peer, so that both find it in the same state.
    host.sh("ip neigh add 10.1.80.92 lladdr 02:00:00:00:00:02 dev " + Network.INTERFACE);

    Map<String, List<String>> theirs;
    try (Capture wire = network.capture("vrrp or arp")) {
      RunningProcess keepalived =
          Directors.keepalivedWith(
              host,
              "",
              Directors.instance("VI_51", 51, "10.1.80.90\n10.1.80.89", 101)
                  + unicastInstance()
                  + ownerInstance()
                  + excludedInstance());
      Await.pause(UNTIL_SECOND_BURST);
      keepalived.stop(Directors.SOON);
      theirs = frames(wire);
    }

    Map<String, List<String>> ours;
    try (Capture wire = network.capture("vrrp or arp")) {
      Ours daemon = Ours.start(host, List.of(two(), unicast(), owner(), withExcluded()), List.of());
      Await.pause(UNTIL_SECOND_BURST);
      daemon.close();
      ours = frames(wire);
    }

    theirs.forEach(
        (kind, wanted) -> {
          List<String> sent = ours.getOrDefault(kind, List.of());
          assertThat(sent).as("frames of %s from ours", kind).hasSizeGreaterThan(3);
          if (kind.startsWith("vrid")) {
            assertThat(firsts(sent, 3)).as(kind).isEqualTo(firsts(wanted, 3));
            assertThat(HexFrames.last(sent))
                .as("the good-bye of %s", kind)
                .isEqualTo(HexFrames.last(wanted));
          } else {
            assertThat(sent).as(kind).isEqualTo(wanted);
          }
        });
    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(theirs.keySet());
  }

  private static RouterSetup two() {
    return RouterSetup.builder(
            "VI_51",
            Network.INTERFACE,
            VirtualRouterConfig.builder(51, Directors.ip("10.1.80.90"), Directors.ip("10.1.80.89"))
                .priority(101)
                .authentication(SimplePassword.of("1111"))
                .build())
        .build();
  }

  private static String unicastInstance() {
    return """
        vrrp_instance VI_52 {
            interface enp0s3
            virtual_router_id 52
            priority 7
            advert_int 2
            unicast_src_ip 10.1.80.91
            unicast_peer {
                10.1.80.92
            }
            virtual_ipaddress {
                10.1.80.88
            }
        }
        """;
  }

  private static RouterSetup unicast() {
    return RouterSetup.builder(
            "VI_52",
            Network.INTERFACE,
            VirtualRouterConfig.builder(52, Directors.ip("10.1.80.88"))
                .priority(7)
                .intervalSeconds(2)
                .build())
        .source(Directors.ip("10.1.80.91"))
        .transport(new Transport.Unicast(Directors.ip("10.1.80.92")))
        .build();
  }

  private static String ownerInstance() {
    return Directors.instance("VI_53", 53, "10.1.80.87/24", 255);
  }

  private static RouterSetup owner() {
    return RouterSetup.builder(
            "VI_53",
            Network.INTERFACE,
            VirtualRouterConfig.builder(53, Directors.ip("10.1.80.87"))
                .priority(255)
                .authentication(SimplePassword.of("1111"))
                .build())
        .addresses(List.of(VirtualAddress.of(Directors.ip("10.1.80.87"), 24)))
        .build();
  }

  private static String excludedInstance() {
    return Directors.instance(
        "VI_54", 54, "10.1.80.86", 101, "virtual_ipaddress_excluded {\n10.1.80.85\n}");
  }

  private static RouterSetup withExcluded() {
    return RouterSetup.builder(
            "VI_54",
            Network.INTERFACE,
            VirtualRouterConfig.builder(54, Directors.ip("10.1.80.86"))
                .priority(101)
                .authentication(SimplePassword.of("1111"))
                .build())
        .excluded(List.of(VirtualAddress.of(Directors.ip("10.1.80.85"))))
        .build();
  }

  /** The host's frames, by VRID and by announced address. */
  private static Map<String, List<String>> frames(Capture wire) {
    Map<String, List<String>> frames = new LinkedHashMap<>();
    for (String frame : HexFrames.ofFirstHost(wire)) {
      boolean arp = frame.startsWith("0806", 24);
      if (arp) {
        boolean gratuitous = frame.substring(56, 64).equals(frame.substring(76, 84));
        if (gratuitous) {
          frames
              .computeIfAbsent("ARP of " + frame.substring(56, 64), k -> new ArrayList<>())
              .add(frame);
        }
      } else {
        frames
            .computeIfAbsent("vrid " + frame.substring(70, 72), k -> new ArrayList<>())
            .add(frame);
      }
    }
    return frames;
  }

  private static List<String> firsts(List<String> all, int count) {
    return all.subList(0, Math.min(count, all.size()));
  }
}
