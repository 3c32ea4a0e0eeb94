// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer.RealServer;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The lab is right if the reference tools do in it what the guide shows: later tests put our tools
 * in their place.
 */
@KernelTest
class ReferenceToolsInTheLabTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void a_service_added_by_ipvsadm_is_in_the_table_of_that_host_alone(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");

    ds1.sh(
        """
        ipvsadm -A -t 10.1.80.90:80 -s wrr -p 5
        ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.93:80 -g -w 100
        ipvsadm -A -f 3 -6 -s rr
        """);

    assertThat(ds1.ipvsTable())
        .satisfiesExactlyInAnyOrder(
            service -> {
              assertThat(service.name()).isEqualTo("TCP 10.1.80.90:80");
              assertThat(service.scheduler()).isEqualTo("wrr");
              assertThat(service.persistent()).isTrue();
              assertThat(service.destinations())
                  .containsExactly(new RealServer("10.1.80.93:80", "Route", 100, 0, 0));
            },
            service -> assertThat(service.name()).isEqualTo("FWM 3"));
    assertThat(ds2.ipvsTable()).isEmpty();
  }

  @Test
  void keepalived_on_both_directors_fails_over_as_the_guide_shows(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      GuideNetwork.prepareRealServer(server);
      GuideNetwork.serve(server);
    }
    Capture wire = network.capture("vrrp or arp");
    Instant begin = Instant.now();
    RunningProcess first = keepalived(guide.ds1());
    keepalived(guide.ds2());

    VrrpAdvert advert =
        wire.awaitAdvert("ds1's advertisement", begin, a -> a.source().equals("10.1.80.91"), SOON);
    assertThat(advert.vrid()).isEqualTo(51);
    assertThat(advert.priority()).isEqualTo(101);
    assertThat(advert.password()).isEqualTo("1111");
    assertThat(advert.interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(advert.addresses()).containsExactly("10.1.80.90");
    Await.until("the page", SOON, () -> guide.fetch().contains("Welcome to tengine! I'm rs"));

    assertThat(guide.ds1().hasAddress(GuideNetwork.VIP)).isTrue();
    Instant stop = Instant.now();
    first.stop(SOON);
    wire.awaitAdvert("ds1's good-bye", stop, a -> a.priority() == 0, SOON);
    wire.awaitAdvert("ds2 as master", stop, a -> a.source().equals("10.1.80.92"), SOON);
    Await.until("the address on ds2", SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));
    assertThat(guide.ds1().hasAddress(GuideNetwork.VIP)).isFalse();
    assertThat(guide.fetch()).contains("Welcome to tengine! I'm rs");

    Instant back = Instant.now();
    RunningProcess again = keepalived(guide.ds1());
    wire.awaitAdvert("ds1 as master again", back, a -> a.source().equals("10.1.80.91"), SOON);
    Await.until("the address back on ds1", SOON, () -> guide.ds1().hasAddress(GuideNetwork.VIP));

    Instant death = Instant.now();
    guide.ds1().link().cut();
    again.crash();
    VrrpAdvert takeover =
        wire.awaitAdvert("ds2 as master", death, a -> a.source().equals("10.1.80.92"), SOON);
    wire.await("its announcement", ArpFrame.class, death, ArpFrame::gratuitous, SOON);
    assertThat(wire.adverts())
        .filteredOn(a -> a.time().isAfter(death) && !a.time().isAfter(takeover.time()))
        .as("a dead machine says no good-bye")
        .containsExactly(takeover);
    assertThat(wire.gratuitousArps())
        .filteredOn(a -> a.time().isAfter(death))
        .isNotEmpty()
        .allSatisfy(arp -> assertThat(arp.senderAddress()).isEqualTo(GuideNetwork.VIP));
    Await.until("the page through ds2", SOON, () -> guide.fetch().contains("tengine"));
  }

  private static RunningProcess keepalived(Host director) {
    return director.start(
        "keepalived", "-n", "-l", "-D", "-f", GuideNetwork.configuration(director));
  }
}
