// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Network;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What {@code --explain} says of virtual servers and their TCP_CHECKs is what keepalived has
 * understood, as its dump tells: of the samples of its package, and of generated files. Without
 * IPVS it would end at its start.
 */
@KernelTest
class ExplainedServersTest {
  private static final String WRITTEN =
      """
      virtual_server 10.0.0.1 80 {
        delay_loop 7.5
        lvs_sched wlc
        lvs_method TUN
        protocol TCP
        persistence_timeout 77
        quorum 4
        hysteresis 2
        weight 3
        retry 4
        warmup 2
        delay_before_retry 2.5
        connect_timeout 6
        inhibit_on_failure
        alpha
        omega
        smtp_alert
        real_server 10.0.0.2 80 {
          TCP_CHECK {
          }
        }
        real_server 10.0.0.3 80 {
          lvs_method DR
          weight 9
          uthreshold 100
          lthreshold 50
          delay_loop 3
          retry 2
          connect_timeout 1.5
          smtp_alert off
          TCP_CHECK {
          }
        }
        real_server 10.0.0.4 80 {
          weight 0
          TCP_CHECK {
            delay_loop 4
            retry 0
            warmup 1
            delay_before_retry 0.5
            connect_timeout 0.25
            alpha off
          }
        }
      }
      virtual_server 10.0.0.1 53 {
        lb_algo rr
        lb_kind NAT
        protocol UDP
        ops
        real_server 10.0.0.2 5353 {
        }
      }
      virtual_server 2001:db8::1 80 {
        lb_algo mh
        lb_kind DR
        protocol SCTP
        real_server 2001:db8::2 80 {
          TCP_CHECK {
            delay_loop 5
          }
        }
      }
      """;

  @Test
  void says_of_virtual_servers_what_keepalived_has_understood(Network network) throws IOException {
    Understood understood = new Understood(network.host("ds1", "10.1.80.91/24"));
    Agreement agreement = new Agreement(ExplainedServersTest::intended);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Optional<String> dump = understood.byKeepalived(Understood.Part.SERVERS, file.getValue());
      Map<String, Map<String, String>> dumped = ServerDump.read(dump.orElse(""));
      assertThat(dumped).as("what keepalived has dumped of %s", file.getKey()).isNotEmpty();
      agreement.compare(
          file.getKey(), dumped, withPorts(understood.byJkeepalived(file.getValue())));
    }

    agreement.print("explained virtual servers");
    assertThat(agreement.faults()).isEmpty();
    assertThat(agreement.compared()).isGreaterThan(300);
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Samples.with("TCP_CHECK")
        .forEach(
            (name, text) -> {
              if (isGood(text)) {
                files.put(name, text);
              }
            });
    assertThat(files).as("samples").isNotEmpty();
    files.put("written", WRITTEN);
    return files;
  }

  /** What has an error is not explained. */
  private static boolean isGood(String text) {
    return ConfigurationReader.read("t.conf", text).configuration().isPresent();
  }

  /** A real server without a port has that of its service, which a firewall mark has not. */
  private static Map<String, Map<String, String>> withPorts(
      Map<String, Map<String, String>> explained) {
    Map<String, Map<String, String>> named = new LinkedHashMap<>();
    explained.forEach(
        (name, values) -> {
          String[] parts = name.split(" / ", -1);
          if (parts.length > 1 && parts[1].matches("real_server \\S+")) {
            String port = parts[0].substring(parts[0].lastIndexOf(' ') + 1);
            parts[1] += " " + (parts[0].contains("fwmark") ? "0" : port);
          }
          named.put(String.join(" / ", List.of(parts)), values);
        });
    return named;
  }

  private static Optional<String> intended(Agreement.Difference difference) {
    return difference.keyword().equals("protocol") && difference.block().contains("fwmark")
        ? Optional.of("a firewall mark is of any protocol, whatever the file says")
        : Optional.empty();
  }
}
