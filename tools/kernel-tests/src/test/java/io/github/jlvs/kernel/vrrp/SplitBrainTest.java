// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Differences that make two masters: each is told once, with the peer, the field and both sides.
 */
@KernelTest
@WithoutIpvs
class SplitBrainTest {

  @Together
  @Test
  void every_difference_to_a_keepalived_is_named_and_both_are_masters(Network network) {
    Directors hosts = Directors.in(network);
    RunningProcess keepalived =
        Directors.keepalivedWith(
            hosts.ds2(),
            "",
            instance("password", 61, "10.1.80.61", "auth_type PASS\n auth_pass 2222", "")
                + instance("authentication", 62, "10.1.80.62", "", "")
                + instance("interval", 63, "10.1.80.63", PASS, "advert_int 2")
                + instance("count", 64, "10.1.80.64\n10.1.80.164", PASS, "")
                + instance("content", 65, "10.1.80.165", PASS, "")
                + instance("version", 66, "10.1.80.66", "", "version 3")
                + instance("vrid", 167, "10.1.80.67", PASS, "")
                + instance(
                    "transport",
                    68,
                    "10.1.80.68",
                    PASS,
                    "unicast_src_ip 10.1.80.92\nunicast_peer {\n10.1.80.91\n}"));
    List<RouterSetup> setups =
        List.of(
            setup("password", 61, "10.1.80.61"),
            setup("authentication", 62, "10.1.80.62"),
            setup("interval", 63, "10.1.80.63"),
            setup("count", 64, "10.1.80.64"),
            setup("content", 65, "10.1.80.65"),
            setup("version", 66, "10.1.80.66"),
            setup("vrid", 67, "10.1.80.67"),
            setup("transport", 68, "10.1.80.68"));
    try (Ours ours = Ours.start(hosts.ds1(), setups, List.of())) {
      Await.until("a report of each", SOON, () -> refusedRouters(ours).size() >= setups.size());
      Await.until(
          "two masters of each",
          SOON,
          () -> ours.daemon().routers().stream().allMatch(r -> r.state() == State.MASTER));

      assertThat(refusals(ours))
          .allSatisfy(
              refused -> {
                assertThat(refused.peer()).isEqualTo(ip("10.1.80.92"));
                assertThat(refused.rejection().mismatch()).isTrue();
              });
      assertThat(rejection(ours, "password")).isEqualTo(new Rejection.Password());
      assertThat(rejection(ours, "authentication"))
          .isEqualTo(new Rejection.AuthenticationType(1, 0));
      assertThat(rejection(ours, "interval"))
          .isEqualTo(
              new Rejection.Interval(
                  AdvertisementInterval.ofSeconds(1), AdvertisementInterval.ofSeconds(2)));
      assertThat(rejection(ours, "count"))
          .isEqualTo(
              new Rejection.AddressList(
                  List.of(ip("10.1.80.64")), List.of(ip("10.1.80.64"), ip("10.1.80.164"))));
      assertThat(rejection(ours, "content"))
          .isEqualTo(
              new Rejection.AddressList(List.of(ip("10.1.80.65")), List.of(ip("10.1.80.165"))));
      assertThat(rejection(ours, "version")).isEqualTo(new Rejection.Version(List.of(2), 3));
      assertThat(rejection(ours, "vrid")).isEqualTo(new Rejection.VirtualRouterId(67, 167, true));
      assertThat(rejection(ours, "transport")).isEqualTo(new Rejection.Destination(true));

      // One report each, then counts: keepalived goes on advertising once a second.
      ours.awaitEvent("Repeated", SOON);
      assertThat(ours.daemon().routers())
          .allSatisfy(router -> assertThat(router.counters().refused()).isPositive());
    }
    int unused = keepalived.stop(SOON);
  }

  @Together
  @Test
  void a_unicast_router_notices_one_that_multicasts(Network network) {
    Directors hosts = Directors.in(network);
    RunningProcess keepalived = Directors.keepalived(hosts.ds2(), 100);
    RouterSetup setup =
        Directors.unicast(Directors.config(90).build(), ip("10.1.80.91"), ip("10.1.80.92"));
    try (Ours ours = Ours.start(hosts.ds1(), setup)) {
      Await.until("the report", SOON, () -> !refusals(ours).isEmpty());
      assertThat(rejection(ours, "VI_1")).isEqualTo(new Rejection.Destination(false));
    }
    int unused = keepalived.stop(SOON);
  }

  @Together
  @Test
  void the_sight_of_another_master_is_told_and_answered(Network network) {
    Directors hosts = Directors.in(network);
    RunningProcess keepalived = Directors.keepalived(hosts.ds2(), 100);
    // Each cut for itself: whole at once, the worse may yield before it is ever seen as a master.
    Network.Dropping theirs = network.dropping("iifname \"ds2\" ip protocol 112");
    Network.Dropping own = network.dropping("iifname \"ds1\" ip protocol 112");
    try (Ours ours = Ours.start(hosts.ds1(), Directors.setup(101))) {
      Await.until("both to have it", SOON, () -> both(hosts));

      theirs.close();
      ours.awaitEvent("AnotherMaster", SOON);
      RunnerEvent.Observed seen =
          ours.events(RunnerEvent.Observed.class).stream()
              .filter(each -> each.event() instanceof Event.AnotherMaster)
              .findFirst()
              .orElseThrow();
      assertThat(seen.event())
          .isEqualTo(
              new Event.AnotherMaster(ip("10.1.80.92"), 100, 101, Event.Election.OURS_BY_PRIORITY));
      assertThat(both(hosts)).isTrue();

      own.close();
      Await.until("ds2 to step down", SOON, () -> !hosts.ds2().hasAddress(Directors.VIP));
      assertThat(ours.state()).isEqualTo(State.MASTER);
    }
    int unused = keepalived.stop(SOON);
  }

  @Together
  @Test
  void a_network_that_is_whole_again_has_one_master_again(Network network) {
    Directors hosts = Directors.in(network);
    RunningProcess keepalived = Directors.keepalived(hosts.ds2(), 100);
    Network.Dropping dropping = network.dropping("ip protocol 112");
    try (Ours ours = Ours.start(hosts.ds1(), Directors.setup(101))) {
      Await.until("both to have it", SOON, () -> both(hosts));
      dropping.close();
      Await.until("ds2 to step down", SOON, () -> !hosts.ds2().hasAddress(Directors.VIP));
      assertThat(ours.state()).isEqualTo(State.MASTER);
      assertThat(hosts.ds1().hasAddress(Directors.VIP)).isTrue();
    }
    int unused = keepalived.stop(SOON);
  }

  @Together
  @Test
  void packets_from_further_away_than_the_link_are_told_and_change_nothing(Network network) {
    Directors hosts = Directors.in(network);
    byte[] better =
        AdvertisementCodec.encode(
            Directors.config(150).build().advertisement(150), ip("10.1.80.92"), Directors.GROUP);
    int sender = ByteBuffer.wrap(ip("10.1.80.92").getAddress()).getInt();
    try (Ours ours = Ours.start(hosts.ds1(), Directors.setup(100));
        RawSender raw = RawSender.on(hosts.ds2())) {
      ours.awaitState(State.MASTER, SOON);
      // A router between them has taken one off.
      for (int i = 0; i < 5; i++) {
        assertThat(raw.send(sender, 254, better)).isTrue();
      }
      RouterStatus status =
          Await.value(
              "refused packets",
              SOON,
              ours::status,
              seen -> seen.counters().of(Counter.TTL_ERRORS) == 5);
      assertThat(status.state()).isEqualTo(State.MASTER);
      assertThat(rejection(ours, "VI_1")).isEqualTo(new Rejection.Ttl(255, 255, 254));
      assertThat(refusals(ours)).hasSize(1);

      assertThat(raw.send(sender, 255, better)).isTrue();
      ours.awaitState(State.BACKUP, SOON);
    }
  }

  private static final String PASS = "auth_type PASS\n auth_pass 1111";

  private static String instance(
      String name, int vrid, String addresses, String authentication, String more) {
    return """
        vrrp_instance %s {
            interface enp0s3
            virtual_router_id %d
            priority 100
            %s
            virtual_ipaddress {
                %s
            }
            %s
        }
        """
        .formatted(
            name,
            vrid,
            authentication.isEmpty() ? "" : "authentication {\n " + authentication + "\n}",
            addresses,
            more);
  }

  private static RouterSetup setup(String name, int vrid, String address) {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(vrid, ip(address))
            .priority(90)
            .authentication(SimplePassword.of("1111"))
            .build();
    return RouterSetup.builder(name, Network.INTERFACE, config)
        .transport(new Transport.Multicast(Directors.GROUP))
        .build();
  }

  private static List<Event.PacketRefused> refusals(Ours ours) {
    return ours.events(RunnerEvent.Observed.class).stream()
        .map(RunnerEvent.Observed::event)
        .filter(Event.PacketRefused.class::isInstance)
        .map(Event.PacketRefused.class::cast)
        .toList();
  }

  private static Set<String> refusedRouters(Ours ours) {
    return ours.events(RunnerEvent.Observed.class).stream()
        .filter(each -> each.event() instanceof Event.PacketRefused)
        .map(RunnerEvent.Observed::router)
        .collect(Collectors.toSet());
  }

  private static Rejection rejection(Ours ours, String router) {
    return ours.events(RunnerEvent.Observed.class).stream()
        .filter(each -> each.router().equals(router))
        .map(RunnerEvent.Observed::event)
        .filter(Event.PacketRefused.class::isInstance)
        .map(event -> ((Event.PacketRefused) event).rejection())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no packet was refused by " + router));
  }

  private static boolean both(Directors hosts) {
    return hosts.ds1().hasAddress(Directors.VIP) && hosts.ds2().hasAddress(Directors.VIP);
  }
}
