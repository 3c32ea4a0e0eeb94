// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.dns.DnsName;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.dns.RecordType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What DNS_CHECK becomes. */
class DnsCheckTest {
  private static final InetSocketAddress SERVER = new InetSocketAddress("10.0.0.3", 53);

  @Test
  void a_check_without_a_word_has_the_defaults_of_keepalived() {
    Check check = check("", "");

    assertThat(check.probe())
        .isEqualTo(new DnsProbe(new Transport.Udp(SERVER), DnsName.ROOT, RecordType.SOA));
    assertThat(check.policy()).isEqualTo(CheckPolicy.DEFAULT.withRetry(3, Duration.ofSeconds(60)));
  }

  @Test
  void it_asks_for_what_it_is_told_to() {
    assertThat(check("type aaaa\nname www.example.org.", "").probe())
        .isEqualTo(DnsProbe.to(SERVER).asking(DnsName.of("www.example.org"), RecordType.AAAA));
  }

  @Test
  void a_try_after_a_failed_one_comes_as_late_as_a_check_unless_a_block_around_says_otherwise() {
    assertThat(check("", "delay_loop 7").policy().delayBeforeRetry())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(check("delay_loop 4", "delay_loop 7").policy().delayBeforeRetry())
        .isEqualTo(Duration.ofSeconds(4));
    CheckPolicy around = check("", "delay_before_retry 2\nretry 1").policy();
    assertThat(around.delayBeforeRetry()).isEqualTo(Duration.ofSeconds(2));
    assertThat(around.retry()).isEqualTo(1);
  }

  @Test
  void what_all_checkers_have_it_has_as_well() {
    Check check =
        check(
            """
            connect_ip 10.0.0.4
            connect_port 5353
            bindto 10.0.0.9
            bind_port 7777
            bind_if eth1
            fwmark 9
            connect_timeout 2
            retry 5
            delay_before_retry 1
            warmup 0
            alpha
            log_all_failures
            """,
            "");

    assertThat(((DnsProbe) check.probe()).transport())
        .isEqualTo(
            new Transport.Udp(
                new InetSocketAddress("10.0.0.4", 5353),
                Optional.of(new InetSocketAddress("10.0.0.9", 7777)),
                Optional.of("eth1"),
                9));
    assertThat(check.policy())
        .isEqualTo(
            CheckPolicy.DEFAULT
                .withConnectTimeout(Duration.ofSeconds(2))
                .withRetry(5, Duration.ofSeconds(1))
                .withWarmup(Duration.ZERO)
                .withAlpha(true));
  }

  private static Check check(String inCheck, String inServer) {
    return Checks.of("", "real_server 10.0.0.3 53 {", "DNS_CHECK {", inCheck, "}", "}", inServer)
        .get(0);
  }
}
