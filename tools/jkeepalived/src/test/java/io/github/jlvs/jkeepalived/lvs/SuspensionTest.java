// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.RouteEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The address of a virtual server comes and goes, with a host that is played. */
class SuspensionTest {
  private static final IfAddress VIP = IfAddress.of(7, IpAddresses.literal("10.0.0.1"), 32);
  private static final String FOR = "healthchecker for service [127.0.0.1]:tcp:9 for VS ";
  private static final String SUSPENDED = FOR + "[10.0.0.1]:tcp:80";
  private static final String OTHER = FOR + "[10.0.0.2]:tcp:80";
  private static final String REPORTS = "Netlink reflector reports IP 10.0.0.1 ";

  private final Said said = new Said();
  private final DaemonLog log = said.log();
  private final EventLoop loop = EventLoop.open();
  private final IpvsWriter writer = Building.writer(new FakeIpvsKernel().open(), log);
  private final Host host = new Host();
  private final Checkers checkers =
      new Checkers(
          loop,
          writer,
          Building.NO_SCRIPTS,
          log,
          true,
          event -> {},
          count -> {},
          Overrides.NONE,
          host::open);

  @AfterEach
  void close() {
    checkers.close();
    writer.stop(Duration.ofSeconds(10));
    loop.close();
    log.close();
  }

  @Test
  void checks_run_while_the_address_is_here_and_each_change_is_said() {
    checkers.reconfigure(servers("ha_suspend"));
    host.tell(new RouteEvent.AddressAdded(VIP));
    host.tell(new RouteEvent.AddressDeleted(VIP));
    host.addresses = List.of(VIP);
    host.tell(new RouteEvent.Resynchronise());

    assertThat(lines())
        .containsExactly(
            "Deactivating " + SUSPENDED,
            "Activating " + OTHER,
            REPORTS + "added",
            "Activating " + SUSPENDED,
            REPORTS + "removed",
            "Suspending " + SUSPENDED,
            REPORTS + "added",
            "Activating " + SUSPENDED);
  }

  @Test
  void an_address_that_is_there_before_is_no_news_and_nobody_listens_without_need() {
    checkers.reconfigure(servers(""));
    assertThat(host.open).isZero();
    host.addresses = List.of(VIP);
    checkers.reconfigure(servers("ha_suspend"));
    assertThat(host.open).isEqualTo(1);
    checkers.reconfigure(servers("ha_suspend"));
    assertThat(host.open).isEqualTo(1);
    checkers.reconfigure(servers(""));
    assertThat(host.open).isZero();

    assertThat(lines()).allMatch(line -> line.startsWith("Activating "));
  }

  @Test
  void the_end_of_the_checks_is_the_end_of_listening() {
    checkers.reconfigure(servers("ha_suspend"));
    checkers.close();

    assertThat(host.open).isZero();
  }

  private List<String> lines() {
    log.close();
    return said.lines().stream()
        .filter(line -> !line.contains("TCP_CHECK") && !line.contains("quorum"))
        .toList();
  }

  private static List<VirtualServerSetup> servers(String line) {
    String text = server("10.0.0.1", line) + server("10.0.0.2", "");
    return ConfigurationReader.read("t.conf", text).configuration().orElseThrow().virtualServers();
  }

  private static String server(String address, String line) {
    return "virtual_server %s 80 {\nprotocol TCP\ndelay_loop 86400\nlb_algo rr\nlb_kind NAT\n%s\n"
            .formatted(address, line)
        + "real_server 127.0.0.1 9 {\nTCP_CHECK {\n}\n}\n}\n";
  }

  private static final class Host {
    private final List<Consumer<RouteEvent>> listeners = new ArrayList<>();
    private List<IfAddress> addresses = List.of();
    private int open;

    AddressWatch open(EventLoop loop, Consumer<RouteEvent> events) {
      open++;
      listeners.add(events);
      return new AddressWatch() {
        @Override
        public List<IfAddress> addresses() {
          return addresses;
        }

        @Override
        public void close() {
          open--;
        }
      };
    }

    void tell(RouteEvent event) {
      listeners.get(listeners.size() - 1).accept(event);
    }
  }
}
