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
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where advertisements come from and go to, and whose count: keepalived beside jkeepalived. */
@KernelTest
@WithoutIpvs
class AdvertisementSettingsTest {
  private static final String DS1 = "10.1.80.91";
  private static final String DS2 = "10.1.80.92";
  private static final String PASSWORD =
      "authentication {\n auth_type PASS\n auth_pass secret\n}\n";

  private static final String UNICAST =
      """
      unicast_ttl 64
      unicast_peer {
          10.1.80.83 min_ttl 10 max_ttl 20
      }
      """;

  /** One reads what the other does not heed, and both would be master. */
  @Together
  @ParameterizedTest
  @CsvSource({
    "JKEEPALIVED, strict",
    "KEEPALIVED, strict",
    "JKEEPALIVED, group",
    "KEEPALIVED, group"
  })
  void of_two_directors_with_one_file_one_is_master(Daemon better, String what, Network network) {
    boolean strict = what.equals("strict");
    String global = strict ? "global_defs {\n vrrp_strict\n}\n" : "";
    String line = strict ? PASSWORD : "mcast_dst_ip 224.0.0.99\n";
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    RunningProcess ds2 =
        better
            .other()
            .start(hosts.ds2(), global + Daemon.instance(100, Directors.VIP + "/24", line));
    wire.awaitAdvert("the first master", Instant.EPOCH, a -> a.source().equals(DS2), SOON);
    RunningProcess ds1 =
        better.start(hosts.ds1(), global + Daemon.instance(150, Directors.VIP + "/24", line));

    Await.until("ds1 to have it", SOON, () -> hosts.ds1().hasAddress(Directors.VIP));
    Await.until("ds2 not to have it", SOON, () -> !hosts.ds2().hasAddress(Directors.VIP));
    Await.pause(Duration.ofSeconds(5));

    assertThat(Directors.advertisingOf(wire)).containsExactly(DS1);
    assertThat(wire.adverts())
        .allSatisfy(a -> assertThat(a.authenticationType()).isZero())
        .allSatisfy(
            a -> assertThat(a.destination()).isEqualTo(strict ? "224.0.0.18" : "224.0.0.99"));
    ds1.stop(SOON);
    Await.until("ds2 to have it", SOON, () -> hosts.ds2().hasAddress(Directors.VIP));
    ds2.stop(SOON);
    assertThat(ds1.output() + ds2.output()).contains("MASTER STATE").doesNotContain("mismatch");
    System.out.println("one master: compared 1, equal 1, intended differences 0, skipped 0");
  }

  @Test
  void peers_are_spoken_to_and_believed_as_the_file_says(Network network) {
    Host theirs = network.host("theirs", "10.1.80.81/24");
    Host ours = network.host("ours", "10.1.80.82/24");
    Host peer = network.host("peer", "10.1.80.83/24", "10.1.80.84/24", "10.1.80.85/24");
    Capture wire = network.capture("vrrp");
    RunningProcess keepalived = Daemon.KEEPALIVED.start(theirs, unicast(1));
    RunningProcess jkeepalived = Daemon.JKEEPALIVED.start(ours, unicast(2));
    for (int instance = 1; instance <= 3; instance++) {
      said(keepalived, jkeepalived, "(VI_%d) Entering MASTER STATE".formatted(instance));
    }

    List<Integer> ttls = List.of(ttl(wire, "10.1.80.81"), ttl(wire, "10.1.80.82"));
    assertThat(ttls).containsExactly(64, 64);
    for (String source : List.of("10.1.80.81", "10.1.80.82")) {
      Await.value(
          "advertisements to both peers of " + source,
          SOON,
          () -> destinations(wire, source),
          List.of("10.1.80.83", "10.1.80.85")::equals);
    }

    try (RawSender sender = RawSender.on(peer)) {
      send(sender, "10.1.80.83", 9);
      said(keepalived, jkeepalived, "(VI_1) TTL/HL 9 not in range 10 - 20");
      send(sender, "10.1.80.84", 15);
      said(keepalived, jkeepalived, "(VI_1) unicast source address 10.1.80.84 not a unicast peer");
      assertThat(theirs.hasAddress("10.1.80.71")).isTrue();
      assertThat(ours.hasAddress("10.1.80.72")).isTrue();
      send(sender, "10.1.80.83", 20);
      said(
          keepalived,
          jkeepalived,
          "(VI_1) Master received advert from 10.1.80.83 with higher priority 200, ours 100");
      send(sender, 1, "10.1.80.83", 20, 50);
      said(keepalived, jkeepalived, "(VI_1) start preempt delay (1.000000)");
      send(sender, "10.1.80.83", 20);
      said(keepalived, jkeepalived, "(VI_1) stop preempt delay");

      send(sender, 2, "10.1.80.84", 255, 200);
      said(keepalived, jkeepalived, "(VI_2) unicast source address 10.1.80.84 not a unicast peer");
      send(sender, 3, "10.1.80.84", 255, 200);
      said(
          keepalived,
          jkeepalived,
          "(VI_3) Master received advert from 10.1.80.84 with higher priority 200, ours 100");
      assertThat(theirs.hasAddress("10.1.80.73")).isTrue();
      assertThat(ours.hasAddress("10.1.80.74")).isTrue();
    }
    Await.until("backup", SOON, () -> states(keepalived).size() >= 3);
    keepalived.stop(SOON);
    jkeepalived.stop(SOON);

    assertThat(states(jkeepalived).subList(0, 3))
        .isEqualTo(states(keepalived).subList(0, 3))
        .containsExactly(
            "Entering BACKUP STATE (init)", "Entering MASTER STATE", "Entering BACKUP STATE");
    System.out.println("unicast: compared 12, equal 12, intended differences 0, skipped 0");
  }

  /** keepalived 2.2.7 stays in fault for good: its socket is bound to the address. */
  @Test
  void a_source_that_is_not_there_yet_is_sent_from_unless_it_is_tracked(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Capture wire = network.capture("vrrp");
    String peers = "unicast_peer {\n " + DS2 + "\n}\nunicast_src_ip 10.1.80.99\n";
    RunningProcess keepalived =
        Daemon.KEEPALIVED.start(ds1, Daemon.instance(100, "10.1.80.71/32", peers));
    keepalived.awaitLine("entering FAULT state (src address not configured)", SOON);
    ds1.exec("ip", "address", "add", "10.1.80.99/32", "dev", Network.INTERFACE);
    Await.pause(Duration.ofSeconds(5));
    keepalived.stop(SOON);
    assertThat(keepalived.output()).doesNotContain("MASTER STATE");
    ds1.exec("ip", "address", "delete", "10.1.80.99/32", "dev", Network.INTERFACE);

    RunningProcess free =
        Daemon.JKEEPALIVED.start(ds1, Daemon.instance(100, "10.1.80.71/32", peers));
    wire.awaitAdvert("from nowhere", Instant.EPOCH, a -> a.source().equals("10.1.80.99"), SOON);
    free.stop(SOON);

    Instant tracked = Instant.now();
    RunningProcess bound =
        Daemon.JKEEPALIVED.start(
            ds1, Daemon.instance(100, "10.1.80.71/32", peers + "track_src_ip\n"));
    bound.awaitLine("source address 10.1.80.99: down or missing", SOON);
    ds1.exec("ip", "address", "add", "10.1.80.99/32", "dev", Network.INTERFACE);
    wire.awaitAdvert("from there", tracked, a -> a.source().equals("10.1.80.99"), SOON);
    ds1.exec("ip", "address", "delete", "10.1.80.99/32", "dev", Network.INTERFACE);
    Await.until("no address", SOON, () -> !ds1.hasAddress("10.1.80.71"));
    bound.stop(SOON);
    assertThat(ds2.addresses()).isNotEmpty();
    System.out.println("source: compared 2, equal 0, intended differences 2, skipped 0");
  }

  /** One that looks at who sends and from how far, one at who sends, and one at neither. */
  private static String unicast(int director) {
    String peers = "unicast_peer {\n 10.1.80.83\n 10.1.80.85\n}\n";
    return instance(1, director, UNICAST + "preempt_delay 1\n")
        + instance(2, director, peers + "check_unicast_src\n")
        + instance(3, director, peers);
  }

  private static String instance(int number, int director, String more) {
    String address = address(number, director) + "/32";
    return Daemon.instance("VI_" + number, Directors.VRID + number, 100, address, more);
  }

  /** Each has addresses of its own, 10.1.80.71 being the first of the first. */
  private static String address(int number, int director) {
    return "10.1.80." + (70 + 2 * (number - 1) + director);
  }

  private static void send(RawSender sender, String source, int ttl) {
    send(sender, 1, source, ttl, 200);
  }

  /** To one instance of both directors. */
  private static void send(RawSender sender, int number, String source, int ttl, int priority) {
    for (int director = 1; director <= 2; director++) {
      String destination = "10.1.80.8" + director;
      byte[] advertisement =
          AdvertisementCodec.encode(
              VirtualRouterConfig.builder(
                      Directors.VRID + number, Directors.ip(address(number, director)))
                  .build()
                  .advertisement(priority),
              Directors.ip(source),
              Directors.ip(destination));
      assertThat(sender.send(destination, source, ttl, advertisement)).isTrue();
    }
  }

  /** To whom the second instance speaks. */
  private static List<String> destinations(Capture wire, String source) {
    return wire.adverts().stream()
        .filter(a -> a.source().equals(source) && a.vrid() == Directors.VRID + 2)
        .map(VrrpAdvert::destination)
        .distinct()
        .sorted()
        .toList();
  }

  private static void said(RunningProcess keepalived, RunningProcess jkeepalived, String line) {
    keepalived.awaitLine(line, SOON);
    jkeepalived.awaitLine(line, SOON);
  }

  private static int ttl(Capture wire, String source) {
    return wire.awaitAdvert("of " + source, Instant.EPOCH, a -> a.source().equals(source), SOON)
        .ttl();
  }

  private static List<String> states(RunningProcess process) {
    Pattern state = Pattern.compile("Entering \\w+ STATE( \\(init\\))?");
    return process.lines().stream()
        .map(OutputLine::text)
        .filter(line -> line.contains("(VI_1)"))
        .map(state::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .toList();
  }
}
