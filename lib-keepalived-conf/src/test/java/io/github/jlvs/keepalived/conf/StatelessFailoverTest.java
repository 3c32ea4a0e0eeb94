// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stateless_failover sets, and what it does not go with. */
class StatelessFailoverTest {
  private static ReadResult read(String lines, String server) {
    return ConfigurationReader.read(
        "t.conf",
        """
        virtual_server 10.0.0.1 80 {
          protocol TCP
          lb_kind DR
          %s
          real_server 10.0.0.2 80 {
            TCP_CHECK {
            }
            %s
          }
        }
        """
            .formatted(lines, server));
  }

  private static VirtualServerSetup setup(ReadResult result) {
    return result.configuration().orElseThrow().virtualServers().get(0);
  }

  private static List<String> said(ReadResult result) {
    return result.diagnostics().stream().map(Diagnostic::toString).toList();
  }

  @Test
  void off_leaves_all_as_it_is_without_the_line() {
    assertThat(setup(read("lb_algo rr\nstateless_failover off", "")))
        .isEqualTo(setup(read("lb_algo rr", "")));
  }

  @Test
  void it_stands_for_mh_with_both_flags_and_for_servers_that_stay() {
    ReadResult result = read("stateless_failover\nsorry_server 10.0.0.9 80", "");
    VirtualServerSetup setup = setup(result);

    assertThat(said(result)).isEmpty();
    assertThat(setup.statelessFailover()).isTrue();
    assertThat(setup.scheduler()).isEqualTo("mh");
    assertThat(setup.services().get(0).flags())
        .isEqualTo(ServiceFlags.MH_PORT.with(ServiceFlags.MH_FALLBACK));
    assertThat(setup.checks().realServers()).allMatch(RealServer::inhibitOnFailure);
    assertThat(setup.checks().sorryServer().map(SorryServer::inhibit)).contains(true);
    assertThat(setup.destinations()).containsKey(setup.checks().sorryServer().orElseThrow());
  }

  @Test
  void what_it_says_anyway_may_be_written_too() {
    ReadResult result =
        read("stateless_failover\nlb_algo mh\nmh-port\nmh-fallback\ninhibit_on_failure", "");

    assertThat(said(result)).isEmpty();
    assertThat(setup(result)).isEqualTo(setup(read("stateless_failover", "")));
  }

  @Test
  void without_it_nothing_is_different() {
    VirtualServerSetup setup = setup(read("lb_algo mh\nsorry_server 10.0.0.9 80", ""));

    assertThat(setup.statelessFailover()).isFalse();
    assertThat(setup.services().get(0).flags()).isEqualTo(ServiceFlags.NONE);
    assertThat(setup.checks().realServers()).noneMatch(RealServer::inhibitOnFailure);
    assertThat(setup.checks().sorryServer().map(SorryServer::inhibit)).contains(false);
  }

  @Test
  void another_scheduler_is_refused() {
    assertThat(said(read("lb_algo wlc\nstateless_failover", "")))
        .containsExactly(
            "t.conf:5:1: error: 'stateless_failover' goes by the table of scheduler mh, and"
                + " 'lb_algo wlc' asks for another: leave one of the two out");
  }

  @Test
  void persistence_is_refused() {
    assertThat(said(read("stateless_failover\npersistence_timeout 50", "")))
        .containsExactly(
            "t.conf:4:3: error: 'stateless_failover' and persistence contradict each other: which"
                + " client belongs to which server is remembered by one director, and not known to"
                + " the other");
    assertThat(said(read("stateless_failover\npersistence_timeout 0", ""))).isEmpty();
  }

  @Test
  void one_packet_scheduling_is_warned_of() {
    ReadResult result =
        ConfigurationReader.read(
            "t.conf",
            """
            virtual_server 10.0.0.1 53 {
              protocol UDP
              lb_kind DR
              ops
              stateless_failover
              real_server 10.0.0.2 53 {
                PING_CHECK {
                }
              }
            }
            """);

    assertThat(said(result))
        .containsExactly(
            "t.conf:5:3: warning: with 'ops' nothing remembers a flow: its next packet goes"
                + " elsewhere as soon as its server's health changes");
    assertThat(setup(result).services().get(0).onePacket()).isTrue();
  }

  @Test
  void servers_stay_in_the_table_whatever_they_say() {
    ReadResult outer = read("stateless_failover\ninhibit_on_failure off", "");
    ReadResult inner = read("stateless_failover", "inhibit_on_failure off");

    assertThat(said(outer))
        .containsExactly(
            "t.conf:4:3: warning: 'inhibit_on_failure off' of this virtual_server is ignored: with"
                + " 'stateless_failover' a server that is down stays in the table with weight 0");
    assertThat(said(inner))
        .containsExactly(
            "t.conf:4:3: warning: 'inhibit_on_failure off' of a real_server is ignored: with"
                + " 'stateless_failover' a server that is down stays in the table with weight 0");
    for (ReadResult result : List.of(outer, inner)) {
      assertThat(setup(result).checks().realServers()).allMatch(RealServer::inhibitOnFailure);
    }
  }

  @Test
  void what_one_director_alone_sees_is_warned_of() {
    assertThat(said(read("stateless_failover", "uthreshold 100")))
        .containsExactly(
            "t.conf:4:3: warning: 'uthreshold' counts the connections of one director alone: those"
                + " above it do not find their server at the other");
    String weights =
        "t.conf:4:3: warning: a check of this virtual_server changes weights: while directors"
            + " disagree about one, some of all connections change their server at a fail-over";
    assertThat(
            said(
                read(
                    "stateless_failover",
                    "MISC_CHECK {\nmisc_path /bin/true\nuser root\nmisc_dynamic\n}")))
        .containsExactly(weights);
    assertThat(said(read("stateless_failover", "MISC_CHECK {\nmisc_path /bin/true\nuser root\n}")))
        .isEmpty();
  }
}
