// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.smtp.SmtpProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What SMTP_CHECK becomes. */
class SmtpCheckTest {
  private static final InetSocketAddress SERVER = new InetSocketAddress("10.0.0.3", 25);
  private static final InetSocketAddress OTHER = new InetSocketAddress("10.0.0.3", 2526);

  @Test
  void a_check_without_a_word_has_the_defaults_of_keepalived() {
    assertThat(checks("")).containsExactly(new Check(CheckPolicy.DEFAULT, SmtpProbe.to(SERVER)));
  }

  @Test
  void what_all_checkers_have_it_has_as_well() {
    Check check =
        checks(
                "helo_name ds1.example.org",
                "connect_ip 10.0.0.4",
                "connect_port 2525",
                "bindto 10.0.0.9",
                "bind_port 7777",
                "bind_if eth1",
                "fwmark 9",
                "connect_timeout 2",
                "retry 5",
                "delay_before_retry 3")
            .get(0);

    assertThat(check.probe())
        .isEqualTo(
            new SmtpProbe(
                new Transport.Tcp(
                    new InetSocketAddress("10.0.0.4", 2525),
                    Optional.of(new InetSocketAddress("10.0.0.9", 7777)),
                    Optional.of("eth1"),
                    9),
                "ds1.example.org"));
    assertThat(check.policy())
        .isEqualTo(
            CheckPolicy.DEFAULT
                .withConnectTimeout(Duration.ofSeconds(2))
                .withRetry(5, Duration.ofSeconds(3)));
  }

  @Test
  void each_host_is_a_check_and_takes_what_it_leaves_out_from_the_block_around() {
    List<Check> checks =
        checks("retry 5", "helo_name ds1", "host {", "connect_port 2526", "}", "host {", "}");

    assertThat(checks)
        .extracting(Check::probe)
        .containsExactly(
            new SmtpProbe(new Transport.Tcp(OTHER), "ds1"),
            new SmtpProbe(new Transport.Tcp(SERVER), "ds1"));
    assertThat(checks).allSatisfy(check -> assertThat(check.policy().retry()).isEqualTo(5));
  }

  @Test
  void beside_hosts_the_block_is_a_check_too_where_it_says_of_what() {
    assertThat(checks("host {", "}", "connect_port 2526"))
        .extracting(Check::probe)
        .containsExactly(SmtpProbe.to(OTHER), SmtpProbe.to(SERVER));
  }

  private static List<Check> checks(String... inCheck) {
    return Checks.of(
        "", "real_server 10.0.0.3 25 {", "SMTP_CHECK {", String.join("\n", inCheck), "}", "}");
  }
}
