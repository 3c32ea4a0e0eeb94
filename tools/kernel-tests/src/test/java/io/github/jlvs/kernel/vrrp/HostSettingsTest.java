// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What holds for all virtual routers of a host: keepalived and jkeepalived side by side, each with
 * an address of its own and the same file otherwise.
 */
@KernelTest
@WithoutIpvs
class HostSettingsTest {
  private static final Duration TOLERANCE = Duration.ofMillis(900);
  private static final String THEIRS = "10.1.80.71";
  private static final String OURS = "10.1.80.72";

  /** Either has words of its own for it. */
  private static final String FROM_FAR = "TTL";

  private static final String GLOBAL =
      """
      global_defs {
          vrrp_startup_delay 4
          vrrp_min_garp
          log_unknown_vrids
      }
      interface_up_down_delays {
          %s 1.5 1
      }
      """
          .formatted(Network.INTERFACE);

  /** Both programs, each on its host. */
  private record Pair(
      Host theirHost, Host ourHost, RunningProcess keepalived, RunningProcess jkeepalived) {
    static Pair startWithoutDetail(Network network, String global, String more) {
      Host theirHost = network.host("theirs", "10.1.80.81/24");
      Host ourHost = network.host("ours", "10.1.80.82/24");
      String name = Network.INTERFACE;
      return new Pair(
          theirHost,
          ourHost,
          Daemon.KEEPALIVED.startWithoutDetail(
              theirHost, global + instance(71, THEIRS, more, name)),
          Daemon.JKEEPALIVED.startWithoutDetail(ourHost, global + instance(72, OURS, more, name)));
    }

    static Pair start(
        Host theirHost, Host ourHost, String global, String more, String interfaceName) {
      return new Pair(
          theirHost,
          ourHost,
          Daemon.KEEPALIVED.start(theirHost, global + instance(71, THEIRS, more, interfaceName)),
          Daemon.JKEEPALIVED.start(ourHost, global + instance(72, OURS, more, interfaceName)));
    }

    private static String instance(int vrid, String address, String more, String interfaceName) {
      return Daemon.instance("VI_1", vrid, 100, address + "/32", more)
          .replace("interface " + Network.INTERFACE, "interface " + interfaceName);
    }

    void said(String text) {
      keepalived.awaitLine(text, SOON);
      jkeepalived.awaitLine(text, SOON);
    }

    void holding(boolean wanted) {
      Await.until("keepalived", SOON, () -> theirHost.hasAddress(THEIRS) == wanted);
      Await.until("jkeepalived", SOON, () -> ourHost.hasAddress(OURS) == wanted);
    }

    void stop() {
      keepalived.stop(SOON);
      jkeepalived.stop(SOON);
    }
  }

  @Together
  @Test
  void the_start_the_first_announcement_strangers_and_short_losses_are_keepaliveds(
      Network network) {
    Host stranger = network.host("stranger", "10.1.80.83/24");
    Capture wire = network.capture("arp");
    Pair both = Pair.startWithoutDetail(network, GLOBAL, "preempt_delay 1");
    both.said("Delaying startup for 4 seconds");
    both.said("Entering MASTER STATE");
    Duration theirDelay = untilMaster(both.keepalived());
    Duration ourDelay = untilMaster(both.jkeepalived());
    assertThat(theirDelay).isGreaterThan(Duration.ofSeconds(7));
    assertThat(ourDelay.minus(theirDelay).abs()).isLessThan(TOLERANCE);
    both.holding(true);

    RawSender sender = RawSender.on(stranger);
    send(sender, 77, "10.1.80.70", 100, 255);
    both.said("Unknown VRID(77) received on interface(" + Network.INTERFACE + "). ignoring...");

    // By now a second burst would have come.
    Await.pause(Duration.ofSeconds(6));
    assertThat(announced(wire, THEIRS)).isEqualTo(1);
    assertThat(announced(wire, OURS)).isEqualTo(1);

    cut(both);
    Await.pause(Duration.ofMillis(700));
    mend(both);
    Await.pause(Duration.ofSeconds(3));
    cut(both);
    both.said("Entering FAULT STATE");
    mend(both);
    both.holding(true);
    meetAnother(both, sender);
    sender.close();
    both.stop();

    assertThat(states(both.jkeepalived()))
        .isEqualTo(states(both.keepalived()))
        .containsExactly("BACKUP", "MASTER", "FAULT", "BACKUP", "MASTER", "BACKUP", "MASTER");
    List<String> theirs = withoutEachOther(LogBesides.of(both.keepalived()));
    // Two processes of keepalived write it.
    assertThat(withoutEachOther(LogBesides.ofOurs(both.jkeepalived())))
        .containsExactlyInAnyOrderElementsOf(theirs);
    System.out.printf(
        "host: compared %d, equal %d, intended differences 1, skipped 0%n",
        10 + theirs.size(), 9 + theirs.size());
  }

  @Together
  @Test
  void switches_of_other_interfaces_hear_of_one_address_again_and_again(Network network) {
    Host theirHost = network.host("theirs", "10.1.80.81/24");
    Host ourHost = network.host("ours", "10.1.80.82/24");
    lan(theirHost);
    lan(ourHost);
    Capture theirs = theirHost.capture("lan1", "arp");
    Capture ours = ourHost.capture("lan1", "arp");
    String more =
        """
        garp_extra_if all 2
        garp_master_delay 1
        virtual_ipaddress_excluded {
            10.9.0.90/24 dev lan0
            10.9.0.95/24 dev lan0
        }
        """;
    Pair both = Pair.start(theirHost, ourHost, "", more, Network.INTERFACE);
    both.holding(true);
    // Two bursts of five rounds, and four more of the first address alone.
    Await.pause(Duration.ofSeconds(13));
    both.stop();

    assertThat(inNineSeconds(theirs, "10.9.0.95")).isEqualTo(10);
    assertThat(inNineSeconds(ours, "10.9.0.95")).isEqualTo(10);
    assertThat(inNineSeconds(theirs, "10.9.0.90")).isBetween(13L, 14L);
    assertThat(inNineSeconds(ours, "10.9.0.90")).isBetween(13L, 14L);
    System.out.println("extra: compared 2, equal 2, intended differences 0, skipped 0");
  }

  @Together
  @Test
  void an_interface_that_comes_goes_and_comes_back_is_waited_for(Network network) {
    Host theirHost = network.host("theirs", "10.1.80.81/24");
    Host ourHost = network.host("ours", "10.1.80.82/24");
    String global = "global_defs {\n dynamic_interfaces\n}\n";
    Pair both = Pair.start(theirHost, ourHost, global, "", "lan0");
    both.keepalived().awaitLine("entering FAULT state", SOON);
    both.jkeepalived().awaitLine("Entering FAULT STATE", SOON);

    for (int life = 0; life < 2; life++) {
      lan(theirHost);
      lan(ourHost);
      both.holding(true);
      theirHost.exec("ip", "link", "delete", "lan0");
      ourHost.exec("ip", "link", "delete", "lan0");
      both.holding(false);
      int faults = life + 1;
      Await.until("keepalived's fault", SOON, () -> faults(both.keepalived()) >= faults);
      Await.until("our fault", SOON, () -> faults(both.jkeepalived()) > faults);
    }
    both.stop();

    List<String> ours = states(both.jkeepalived());
    assertThat(ours.subList(1, ours.size()))
        .isEqualTo(states(both.keepalived()))
        .containsExactly("BACKUP", "MASTER", "FAULT", "BACKUP", "MASTER", "FAULT");
    System.out.println("dynamic: compared 6, equal 6, intended differences 0, skipped 0");
  }

  private static void lan(Host host) {
    host.sh(
        "ip link add lan0 type veth peer name lan1 && ip link set lan1 up && ip link set lan0 up"
            + " && ip address add 10.9.0.91/24 dev lan0");
  }

  private static void cut(Pair both) {
    both.theirHost().link().cut();
    both.ourHost().link().cut();
  }

  private static void mend(Pair both) {
    both.theirHost().link().mend();
    both.ourHost().link().mend();
  }

  /** A better one, one that is worse while preempt_delay counts, and the better one's end. */
  private static void meetAnother(Pair both, RawSender other) {
    advertise(other, 200, 254);
    both.said(FROM_FAR);
    advertise(other, 200);
    both.holding(false);
    advertise(other, 50);
    advertise(other, 200);
    advertise(other, 0);
    both.holding(true);
  }

  /** Each is a stranger to the other; jkeepalived adds who a stranger is, and counts it. */
  private static List<String> withoutEachOther(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.matches("Unknown VRID\\(7[12]\\).*"))
        .filter(line -> !line.contains(FROM_FAR))
        .map(line -> line.replaceFirst(" - from .*", ""))
        .toList();
  }

  private static void advertise(RawSender sender, int priority) {
    advertise(sender, priority, 255);
  }

  private static void advertise(RawSender sender, int priority, int ttl) {
    send(sender, 71, THEIRS, priority, ttl);
    send(sender, 72, OURS, priority, ttl);
  }

  private static void send(RawSender sender, int vrid, String address, int priority, int ttl) {
    byte[] advertisement =
        AdvertisementCodec.encode(
            VirtualRouterConfig.builder(vrid, Directors.ip(address))
                .build()
                .advertisement(priority),
            Directors.ip("10.1.80.83"),
            Directors.GROUP);
    assertThat(sender.send(0x0a015053, ttl, advertisement)).isTrue();
  }

  private static long announced(Capture wire, String address) {
    return wire.gratuitousArps().stream()
        .filter(frame -> frame.senderAddress().equals(address))
        .count();
  }

  /** From its own first on: the programs do not begin together. */
  private static long inNineSeconds(Capture wire, String address) {
    List<Instant> times =
        wire.gratuitousArps().stream()
            .filter(frame -> frame.senderAddress().equals(address))
            .map(ArpFrame::time)
            .toList();
    return times.stream().filter(time -> time.isBefore(times.get(0).plusSeconds(9))).count();
  }

  private static Duration untilMaster(RunningProcess process) {
    return Duration.between(
        process.awaitLine("Entering BACKUP STATE", SOON).time(),
        process.awaitLine("Entering MASTER STATE", SOON).time());
  }

  private static long faults(RunningProcess process) {
    return states(process).stream().filter("FAULT"::equals).count();
  }

  private static List<String> states(RunningProcess process) {
    Pattern state = Pattern.compile("Entering (\\w+) STATE");
    return process.lines().stream()
        .map(OutputLine::text)
        .map(state::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }
}
