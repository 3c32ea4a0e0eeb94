// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsOptions;
import io.github.jlvs.ipvs.MaglevTable;
import io.github.jlvs.ipvs.MaglevTable.Member;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.kernel.GuideDaemon;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.UdpFlow;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.net.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A director with stateless_failover through a reload, a crash, an operator's decisions and what
 * somebody else does to its table: the kernel's list, and where flows go, are those of a director
 * that has just started.
 */
@KernelTest
class StableOrderTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String FILE = "/run/director.conf";
  private static final ServiceId.Address SERVICE = ServiceId.udp("10.1.80.90", 53);
  private static final ServiceFlags FLAGS = ServiceFlags.MH_PORT.with(ServiceFlags.MH_FALLBACK);
  private static final String OF_SERVICE = "-u 10.1.80.90:53 -r 10.1.80.";

  /** The second of each is its weight; 94 is down from the beginning. */
  private static String file(String... servers) {
    StringBuilder text = new StringBuilder("global_defs {\n  script_user root\n}\n");
    text.append(
        """
        virtual_server 10.1.80.90 53 {
          protocol UDP
          lb_kind DR
          stateless_failover
          delay_loop 1
        """);
    for (String server : servers) {
      String[] words = server.split(" ");
      text.append("real_server 10.1.80.%s 53 {\nweight %s\n".formatted(words[0], words[1]));
      if (words[0].equals("94")) {
        text.append("alpha\nMISC_CHECK {\nmisc_path /bin/false\n}\n");
      }
      text.append("}\n");
    }
    return text.append("}\n").toString();
  }

  private static RunningProcess start(Host director, String... servers) {
    director.write(FILE, file(servers));
    return GuideDaemon.start(director, FILE);
  }

  private static void reload(Host director, RunningProcess daemon, String... servers) {
    int said = daemon.lines().size();
    director.write(FILE, file(servers));
    daemon.signal("HUP");
    daemon.awaitLine("the reload", said, line -> line.contains("Reload complete"), SOON);
  }

  private static Ipvs open(Host director) {
    return Ipvs.open(
        IpvsOptions.defaults().inNamespace(new NetworkNamespace(director.networkNamespace())));
  }

  /** The kernel's list, the newest first: host numbers and weights. */
  private static String list(Ipvs ipvs) {
    List<String> all = new ArrayList<>();
    for (DestinationStatus status : ipvs.destinations(SERVICE)) {
      String address = status.id().address().getHostAddress();
      all.add(
          address.substring(address.lastIndexOf('.') + 1) + " " + status.destination().weight());
    }
    return String.join(", ", all);
  }

  private static void await(Ipvs ipvs, String expected) {
    String unused = Await.value("the list", SOON, () -> list(ipvs), expected::equals);
  }

  private static Member member(String server, int lastWeight, boolean available) {
    return new Member(DestinationId.of("10.1.80." + server, 53), lastWeight, available);
  }

  @Test
  void the_list_is_that_of_a_fresh_start_whatever_happened(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    Host client = network.host("client", "10.1.80.62/24");
    director.sh("ip addr add 10.1.80.90/32 dev enp0s3");
    director.sh("mount -t tmpfs -o mode=755 tmpfs /var/lib");
    director.sh(
        "for i in 93 94 95 96 97; do ip neigh add 10.1.80.$i lladdr 02:00:00:00:99:$i dev enp0s3"
            + " nud permanent; done");
    Asked asked = new Asked(director);
    RunningProcess daemon = start(director, "95 2", "94 3", "97 1", "93 1");
    try (Ipvs ipvs = open(director)) {
      await(ipvs, "97 1, 95 2, 94 0, 93 1");

      reload(director, daemon, "96 1", "95 2", "94 3", "97 1", "93 1");
      await(ipvs, "97 1, 96 1, 95 2, 94 0, 93 1");
      director.sh("ipvsadm -d %1$s93:53; ipvsadm -a %1$s93:53 -g -w 1".formatted(OF_SERVICE));
      assertThat(list(ipvs)).startsWith("93");
      await(ipvs, "97 1, 96 1, 95 2, 94 0, 93 1");
      daemon.awaitLine("IPVS: the table was changed by somebody else, put right: ", SOON);

      assertThat(asked.ctl(0, "drain", "10.1.80.95:53").out())
          .contains("connections of a drained server break when another director takes over");
      await(ipvs, "97 1, 96 1, 95 0, 94 0, 93 1");
      assertThat(asked.ctl(0, "disable", "10.1.80.96:53").out())
          .contains("until the server is disabled on the other directors too");
      await(ipvs, "97 1, 95 0, 94 0, 93 1");
      assertThat(asked.ctl(0, "enable", "10.1.80.96:53").out()).contains("10.1.80.96:53");
      await(ipvs, "97 1, 96 1, 95 0, 94 0, 93 1");

      daemon.crash();
      RunningProcess next = start(director, "93 1", "94 4", "95 2", "97 1");
      await(ipvs, "97 1, 95 0, 94 0, 93 1");
      next.awaitLine("10.1.80.95:53", SOON);

      List<UdpFlow> flows =
          Stream.iterate(20_000, port -> port + 131)
              .limit(240)
              .map(port -> new UdpFlow("10.1.80.62", port))
              .toList();
      MaglevTable fresh =
          MaglevTable.of(
              AddressFamily.IPV4,
              List.of(
                  member("97", 1, true),
                  member("95", 2, false),
                  member("94", 4, false),
                  member("93", 1, true)));
      Map<UdpFlow, DestinationId> predicted = UdpFlow.predicted(fresh, flows, FLAGS);
      UdpFlow.send(client, flows, SERVICE);
      Await.until("the flows", SOON, () -> UdpFlow.seen(ipvs, SERVICE).size() == flows.size());
      assertThat(UdpFlow.seen(ipvs, SERVICE)).isEqualTo(predicted);
      assertThat(next.stop(SOON)).isZero();
      System.out.printf(
          "a table with a history, flow by flow against that of a fresh start: compared %d, equal"
              + " %1$d, intended differences 0, skipped 0%n",
          flows.size());
    }
  }
}
