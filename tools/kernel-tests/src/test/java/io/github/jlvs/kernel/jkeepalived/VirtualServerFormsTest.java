// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every form that a virtual server can have: what keepalived and jkeepalived make of one file is
 * the same to ipvsadm.
 */
@KernelTest
class VirtualServerFormsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int FIRST_PORT = 1000;

  /** keepalived leaves out the engine of one without a timeout; its manual says 6 minutes. */
  private static final String ENGINE_ALONE = "10.1.80.90 99";

  private static final String NO_PROTOCOL = "10.1.80.90 80";

  private static final List<String> SCHEDULERS =
      List.of(
          "rr",
          "wrr",
          "lc",
          "wlc",
          "lblc",
          "lblcr",
          "sh",
          "mh",
          "dh",
          "fo",
          "ovf",
          "sed",
          "nq",
          "twos",
          "sh\nsh-fallback",
          "sh\nsh-port",
          "sh\nsh-fallback\nsh-port",
          "mh\nmh-fallback",
          "mh\nmh-port",
          "wrr\nflag-1\nflag-3",
          "wrr\nflag-2");

  private static final List<String> TUNNELS =
      List.of(
          "TUN",
          "TUN type ipip",
          "TUN type gue port 6080",
          "TUN type gue port 6080 nocsum",
          "TUN type gue port 1 csum",
          "TUN type gue port 65535 remcsum",
          "TUN type gre",
          "TUN type gre nocsum",
          "TUN type gre csum");

  private static final List<String> SERVICES = services();

  private static List<String> services() {
    List<String> all = new ArrayList<>();
    for (String scheduler : SCHEDULERS) {
      all.add(service(port(all), "protocol TCP\nlvs_method DR\nlb_algo " + scheduler, ""));
    }
    for (String tunnel : TUNNELS) {
      all.add(service(port(all), "protocol TCP\nlb_algo rr\nlvs_method " + tunnel, ""));
      all.add(
          service(
              port(all),
              "protocol TCP\nlb_algo rr\nlvs_method NAT\nquorum 9\nsorry_server 10.1.80.99 80\n"
                  + "sorry_server_lvs_method "
                  + tunnel,
              "lvs_method " + tunnel));
    }
    String usual = "lb_algo wrr\nlvs_method NAT\n";
    for (String protocol : List.of("TCP", "UDP", "SCTP")) {
      for (String lines :
          List.of(
              "",
              "persistence_timeout",
              "persistence_timeout 77\npersistence_granularity 255.255.255.0")) {
        all.add(service(port(all), usual + "protocol " + protocol + "\n" + lines, "weight 7"));
      }
      all.add(service(port(all), usual + "protocol " + protocol, "uthreshold 100\nlthreshold 50"));
    }
    all.add(service(port(all), usual + "protocol UDP\nops", ""));
    all.add(
        service(
            port(all), usual + "protocol UDP\npersistence_timeout 60\npersistence_engine sip", ""));
    all.add(service(port(all), usual + "protocol TCP\npersistence_granularity 255.255.255.0", ""));
    all.add(service(ENGINE_ALONE, usual + "protocol UDP\npersistence_engine sip", ""));
    // UDP, whatever the port is.
    all.add(service(NO_PROTOCOL, usual, ""));
    all.add(service("fwmark 7", usual, ""));
    all.add(service("fwmark 8", usual + "persistence_timeout 30", ""));
    all.add(
        service(
                "2001:db8::90 80",
                usual + "protocol TCP\npersistence_timeout 30\npersistence_granularity 64",
                "")
            .replace("10.1.80.9", "2001:db8::9"));
    all.add(service("fwmark 9", usual + "ip_family inet6", "").replace("10.1.80.9", "2001:db8::9"));
    all.add(service("2001:db8::90 81", "lb_algo rr\nlvs_method TUN\nprotocol TCP", ""));
    return List.copyOf(all);
  }

  private static String port(List<String> before) {
    return "10.1.80.90 " + (FIRST_PORT + before.size());
  }

  private static String service(String name, String lines, String ofServer) {
    return """
        virtual_server %s {
          %s
          real_server 10.1.80.93 {
            %s
          }
          real_server 10.1.80.95 {
            weight 3
          }
        }
        """
        .formatted(name, lines, ofServer);
  }

  @Test
  void every_form_is_to_ipvsadm_what_keepalived_makes_of_it(Network network) {
    Host reference = network.host("ds1", "10.1.80.91/24");
    Host ours = network.host("ds2", "10.1.80.92/24");
    String file = String.join("", SERVICES);
    RunningProcess keepalived = CheckingDirector.start(reference, "keepalived", file);
    OutputLine unused = keepalived.awaitLine("Startup complete", SOON);
    List<String> wanted = table(reference);
    // The kernel may be without twos, the youngest of the schedulers.
    assertThat(services(wanted)).isGreaterThanOrEqualTo(SERVICES.size() - 1);
    RunningProcess daemon =
        CheckingDirector.start(ours, Checkout.path("tools/bin/jkeepalived"), file);
    // It fills the table when it is ready, the last service last.
    List<String> made =
        Await.value(
            "the whole table",
            SOON,
            () -> table(ours),
            table ->
                table.stream().filter(line -> line.contains("[2001:db8::90]:81")).count() == 3);
    assertThat(made).contains("-A -u 10.1.80.90:99 -s wrr -p 360 --pe sip");
    assertThat(wanted).contains("-A -u 10.1.80.90:99 -s wrr", "-A -u 10.1.80.90:80 -s wrr");
    assertThat(made.stream().map(line -> line.replace(":99 -s wrr -p 360 --pe sip", ":99 -s wrr")))
        .containsExactlyElementsOf(wanted)
        .hasSizeGreaterThan(2 * SERVICES.size());
    assertThat(tunnels(ours))
        .containsExactlyElementsOf(tunnels(reference))
        .anyMatch(line -> line.contains("gue:6080:-c"))
        .anyMatch(line -> line.contains("gre:+c"));

    assertThat(keepalived.stop(SOON)).isZero();
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(table(ours)).isEmpty();
    System.out.printf(
        "forms of virtual servers: compared %d, equal %d, intended differences 1, skipped 0%n",
        wanted.size(), wanted.size() - 1);
  }

  private static long services(List<String> table) {
    return table.stream().filter(line -> line.startsWith("-A")).count();
  }

  private static List<String> table(Host host) {
    return host.sh("ipvsadm -Sn").lines().sorted().toList();
  }

  private static List<String> tunnels(Host host) {
    return host.sh("ipvsadm -Ln --tun-info")
        .lines()
        .filter(line -> line.contains("->"))
        .sorted()
        .toList();
  }
}
