// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Behind a director that translates, a real server needs its way out through that director. */
@KernelTest
class MasqueradingTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern COMMAND = Pattern.compile("\\((ip route replace [^,]*),");

  @Test
  void a_wrong_default_route_is_told_with_the_command_that_brings_the_answers(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24", "10.2.80.90/24");
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    Host client = network.host("client", "10.2.80.62/24");
    JlvsRs server = new JlvsRs(rs1);
    GuideNetwork.serve(rs1);
    rs1.sh("ip route add default via 10.1.80.1");
    ds1.sh(
        """
        sysctl -qw net.ipv4.ip_forward=1
        ipvsadm -A -t 10.2.80.90:80 -s rr
        ipvsadm -a -t 10.2.80.90:80 -r 10.1.80.93:80 -m
        """);
    String[] start = {
      "start", "--forwarding", "masquerading", "--director", "10.1.80.91", "--vip", "10.2.80.90"
    };
    String[] status = start.clone();
    status[0] = "status";
    String routes = rs1.sh("ip route");

    String unused =
        Await.value(
            "the page itself",
            LIMIT,
            () -> GuideNetwork.fetch(ds1, "10.1.80.93"),
            page -> page.contains("I'm rs1"));
    assertThat(GuideNetwork.fetch(client, "10.2.80.90")).as("answers go astray").isEmpty();
    CommandResult wrong = server.attempt(start);

    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("the default route is via 10.1.80.1 dev enp0s3");
    assertThat(rs1.sh("ip route")).as("it changes no route").isEqualTo(routes);
    assertThat(server.attempt(status).status()).isEqualTo(1);

    Matcher command = COMMAND.matcher(wrong.err());
    assertThat(command.find()).isTrue();
    rs1.sh(command.group(1));

    assertThat(server.run(start).out()).startsWith("RealServer start OK");
    assertThat(server.run(status).out())
        .contains("ok       default route through 10.1.80.91: via 10.1.80.91 dev enp0s3");
    assertThat(GuideNetwork.fetch(client, "10.2.80.90")).contains("I'm rs1");
  }
}
