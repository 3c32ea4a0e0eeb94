// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.InitialState;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import io.github.jlvs.keepalived.conf.model.ServerAlerts;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The two files of the guide, as it prints them. */
class GuideConfigurationTest {

  @Test
  void the_first_director_is_read_without_a_word() throws UnknownHostException {
    ReadResult result = ConfigurationReader.read("ds1.conf", Texts.guide("ds1"));

    assertThat(result.diagnostics()).isEmpty();
    Configuration configuration = result.configuration().orElseThrow();
    assertThat(configuration.global().routerId()).contains("LVS_DEVEL");
    assertThat(configuration.vrrpInstances()).containsExactly(router(InitialState.MASTER, 101));
    assertThat(configuration.virtualServers()).containsExactly(service());
    assertThat(configuration.vrrpSyncGroups()).isEmpty();
  }

  @Test
  void the_second_director_differs_in_state_and_priority_alone() throws UnknownHostException {
    ReadResult result = ConfigurationReader.read("ds2.conf", Texts.guide("ds2"));

    assertThat(result.diagnostics()).isEmpty();
    Configuration configuration = result.configuration().orElseThrow();
    assertThat(configuration.vrrpInstances()).containsExactly(router(InitialState.BACKUP, 100));
    assertThat(configuration.virtualServers()).containsExactly(service());
  }

  @Test
  void the_unicast_lines_count_once_their_comments_are_gone() throws UnknownHostException {
    String text = Texts.guide("ds1").replaceAll("(?m)^# (unicast|10|\\})", "$1");

    ReadResult result = ConfigurationReader.read("ds1.conf", text);

    assertThat(result.diagnostics()).isEmpty();
    RouterSetup router = result.configuration().orElseThrow().routerSetups().get(0);
    assertThat(router.source()).contains(address("10.1.80.91"));
    assertThat(router.transport()).isEqualTo(new Transport.Unicast(address("10.1.80.92")));
  }

  @Test
  void the_password_shows_nowhere() {
    ReadResult result =
        ConfigurationReader.read("ds1.conf", Texts.guide("ds1").replace("1111", "hush#hush"));

    assertThat(result.toString()).doesNotContain("hush").contains("********");
    RouterSetup router = result.configuration().orElseThrow().routerSetups().get(0);
    assertThat(router.config().authentication()).isEqualTo(SimplePassword.of("hush"));
  }

  private static VrrpInstance router(InitialState state, int priority) throws UnknownHostException {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(51, address("10.1.80.90"))
            .priority(priority)
            .authentication(SimplePassword.of("1111"))
            .build();
    RouterSetup setup = RouterSetup.builder("VI_1", "enp0s3", config).build();
    return new VrrpInstance(setup, state, NotifyScripts.NONE, Alerts.NOTHING_SAID);
  }

  private static VirtualServerSetup service() {
    ServiceId id = ServiceId.tcp("10.1.80.90", 80);
    RealServer first = realServer("10.1.80.93");
    RealServer second = realServer("10.1.80.95");
    return new VirtualServerSetup(
        List.of(VirtualService.of(id, "wrr").withPersistence(5)),
        VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80)).with(first).with(second),
        Map.of(first, destination("10.1.80.93"), second, destination("10.1.80.95")),
        Map.of(),
        Set.of(),
        Map.of(),
        UpDownScripts.NONE,
        new ServerAlerts(Alerts.NOTHING_SAID, Map.of()),
        false);
  }

  private static Destination destination(String address) {
    return Destination.of(DestinationId.of(address, 80), Forwarding.DIRECT_ROUTE, 100);
  }

  private static RealServer realServer(String address) {
    ServiceAddress at = ServiceAddress.tcp(address, 80);
    CheckPolicy policy =
        CheckPolicy.every(Duration.ofSeconds(6)).withConnectTimeout(Duration.ofSeconds(3));
    return RealServer.of(at, 100).with(new Check(policy, TcpProbe.to(at.socketAddress())));
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
