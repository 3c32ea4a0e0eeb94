// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.linux.CheckStatus;
import io.github.jlvs.healthcheck.linux.RealServerStatus;
import io.github.jlvs.healthcheck.linux.VirtualServerStatus;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Virtual servers whose first real server is down. */
final class ServerReports {
  static final String TEXT =
      """
      track_file tf {
        file /run/tf
      }
      virtual_server_group GR {
        10.1.0.60 80
      }
      virtual_server 10.1.0.50 80 {
        delay_loop 5
        lb_algo rr
        lb_kind DR
        protocol TCP
        persistence_timeout 50
        persistence_granularity 255.255.255.0
        ha_suspend
        quorum 2
        hysteresis 1
        quorum_up "/usr/bin/true up"
        quorum_down "/usr/bin/true down"
        sorry_server 10.1.0.99 80
        sorry_server_inhibit
        smtp_alert
        real_server 10.1.0.2 80 {
          weight 2
          uthreshold 9
          lthreshold 3
          inhibit_on_failure
          notify_up "/usr/bin/true rs"
          TCP_CHECK {
            connect_timeout 3
            connect_port 81
            bindto 10.1.0.1
            alpha
          }
        }
        real_server 10.1.0.3 80 {
          HTTP_GET {
            url {
              path /a
            }
          }
          MISC_CHECK {
            misc_path "/usr/bin/true 7"
          }
          DR_CHECK {
            bindto 10.1.0.1
          }
        }
      }
      virtual_server fwmark 7 {
        lb_algo mh
        mh-port
        lb_kind TUN
        omega
        real_server 127.0.0.1 53 {
        }
      }
      virtual_server group GR {
        lb_algo wlc
        lb_kind NAT
        protocol UDP
        ops
        real_server 127.0.0.1 80 {
          FILE_CHECK {
            track_file tf
          }
        }
      }
      virtual_server 2001:db8::1 443 {
        lb_algo sh
        lb_kind NAT
        protocol TCP
        real_server 2001:db8::2 80 {
        }
      }
      """;

  private ServerReports() {}

  static ServerReport report(String text) {
    List<VirtualServerSetup> setups =
        ConfigurationReader.read("test.conf", text).configuration().orElseThrow().virtualServers();
    return new ServerReport(
        setups,
        setups.stream().map(ServerReports::status).toList(),
        Set.of(setups.get(0).name()),
        Overrides.NONE);
  }

  private static VirtualServerStatus status(VirtualServerSetup setup) {
    List<RealServer> servers = setup.checks().realServers();
    boolean two = servers.size() > 1;
    return new VirtualServerStatus(
        setup.name(),
        !two,
        servers.stream()
            .map(
                server ->
                    two && server.equals(servers.get(0))
                        ? real(server, CheckState.DOWN)
                        : real(server, CheckState.UP))
            .toList(),
        servers.stream()
            .map(
                server ->
                    new DesiredDestination(
                        server, two && server.equals(servers.get(0)) ? 0 : server.weight()))
            .toList());
  }

  private static RealServerStatus real(RealServer server, CheckState state) {
    return new RealServerStatus(
        server,
        state,
        Instant.EPOCH,
        server.checks().stream()
            .map(check -> new CheckStatus(check, state, Optional.empty()))
            .toList());
  }
}
