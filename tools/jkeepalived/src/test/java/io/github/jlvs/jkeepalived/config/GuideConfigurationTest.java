// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.config.model.CheckSchedule;
import io.github.jlvs.jkeepalived.config.model.CheckTarget;
import io.github.jlvs.jkeepalived.config.model.Checker;
import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.config.model.ForwardingMethod;
import io.github.jlvs.jkeepalived.config.model.InitialState;
import io.github.jlvs.jkeepalived.config.model.NotifyScripts;
import io.github.jlvs.jkeepalived.config.model.Persistence;
import io.github.jlvs.jkeepalived.config.model.Quorum;
import io.github.jlvs.jkeepalived.config.model.RealServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress;
import io.github.jlvs.jkeepalived.config.model.VrrpInstance;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    return new VrrpInstance(setup, state, NotifyScripts.NONE);
  }

  private static VirtualServer service() throws UnknownHostException {
    return new VirtualServer(
        new VirtualServerAddress.Endpoint(address("10.1.80.90"), 80),
        IpProtocol.TCP,
        "wrr",
        Set.of(),
        ForwardingMethod.DR,
        Optional.of(new Persistence(Duration.ofSeconds(5), 32, Optional.empty())),
        false,
        new Quorum(1, 0, Optional.empty(), Optional.empty()),
        false,
        false,
        Optional.empty(),
        List.of(realServer("10.1.80.93"), realServer("10.1.80.95")));
  }

  private static RealServer realServer(String address) throws UnknownHostException {
    return new RealServer(
        address(address),
        80,
        100,
        ForwardingMethod.DR,
        0,
        0,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(
            new Checker.TcpCheck(
                new CheckTarget(
                    address(address),
                    80,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Duration.ofSeconds(3)),
                new CheckSchedule(
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(6),
                    1,
                    Duration.ofSeconds(1),
                    false,
                    false))));
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
