// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.probe.BytePattern;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.PingProbe;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.UdpProbe;
import io.github.jlvs.healthcheck.probe.UdpReply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** UDP_CHECK, PING_CHECK, MISC_CHECK and FILE_CHECK as probes and policies. */
class LocalAndDatagramCheckTest {
  private static final InetSocketAddress SERVER = new InetSocketAddress("10.0.0.3", 53);

  @Test
  void without_a_word_they_have_the_defaults_of_keepalived() throws Exception {
    assertThat(check("UDP_CHECK {\n}"))
        .isEqualTo(new Check(CheckPolicy.DEFAULT, UdpProbe.to(SERVER)));
    assertThat(check("PING_CHECK {\n}"))
        .isEqualTo(new Check(CheckPolicy.DEFAULT, PingProbe.of(InetAddress.getByName("10.0.0.3"))));
    assertThat(check("MISC_CHECK {\nmisc_path /bin/true\n}"))
        .isEqualTo(
            new Check(
                CheckPolicy.DEFAULT
                    .withRetry(0, Duration.ofSeconds(1))
                    .withConnectTimeout(Duration.ofSeconds(60)),
                ScriptProbe.of("/bin/true")));
  }

  @Test
  void a_datagram_and_its_answer_are_as_they_are_written() {
    UdpProbe sent = UdpProbe.to(SERVER).withPayload(new BytePattern("0102ab0c"));
    assertThat(probe("UDP_CHECK {\npayload 0102 aBc\n}")).isEqualTo(sent);
    assertThat(probe("UDP_CHECK {\nrequire_reply\n}"))
        .isEqualTo(UdpProbe.to(SERVER).withReply(UdpReply.ANY));
    assertThat(
            probe("UDP_CHECK {\nmin_reply_length 2\nrequire_reply 01x2\nmax_reply_length 300\n}"))
        .isEqualTo(
            UdpProbe.to(SERVER)
                .withReply(new UdpReply(Optional.of(new BytePattern("01x2")), 2, 300)));
  }

  @Test
  void they_look_where_they_are_told_to() throws Exception {
    String place =
        "connect_ip 10.0.0.4\nconnect_port 99\nbindto 10.0.0.9\nbind_if eth1\nfwmark 7\n}";
    assertThat(((UdpProbe) probe("UDP_CHECK {\nbind_port 5\n" + place)).transport())
        .isEqualTo(
            new Transport.Udp(
                new InetSocketAddress("10.0.0.4", 99),
                Optional.of(new InetSocketAddress("10.0.0.9", 5)),
                Optional.of("eth1"),
                7));
    assertThat(((PingProbe) probe("PING_CHECK {\nbind_port 5\n" + place)).transport())
        .isEqualTo(
            new Transport.Echo(
                InetAddress.getByName("10.0.0.4"),
                Optional.of(InetAddress.getByName("10.0.0.9")),
                Optional.of("eth1"),
                7));
    assertThat(((PingProbe) probe("PING_CHECK {\nbind_port 5\n}")).transport().local())
        .as("a port alone is none of ICMP")
        .isEmpty();
  }

  @Test
  void a_script_has_its_arguments_its_user_and_the_time_to_the_next_run() {
    Check check =
        check(
            "MISC_CHECK {\nmisc_path \"/bin/check one 'two three'\"\nuser nobody nogroup\n"
                + "misc_dynamic\ndelay_loop 7\nretry 2\n}");
    assertThat(check.probe())
        .isEqualTo(
            new ScriptProbe(
                List.of("/bin/check", "one", "two three"),
                Optional.of("nobody"),
                Optional.of("nogroup"),
                true));
    assertThat(check.policy().connectTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(check.policy().retry()).isEqualTo(2);
    assertThat(
            check("MISC_CHECK {\nmisc_path /bin/true\nmisc_timeout 3\n}").policy().connectTimeout())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_file_has_the_weight_of_its_definition_unless_the_check_says_another() {
    assertThat(ofFile("", "")).isEqualTo(new FileProbe("F", "/run/f", 1, false));
    assertThat(ofFile("weight -3 reverse", "")).isEqualTo(new FileProbe("F", "/run/f", -3, true));
    assertThat(ofFile("weight -3 reverse", "weight 2147483647"))
        .isEqualTo(new FileProbe("F", "/run/f", Integer.MAX_VALUE, false));
  }

  private static FileProbe ofFile(String inFile, String inCheck) {
    return (FileProbe)
        Checks.of(
                "track_file F {\nfile /run/f\n" + inFile + "\n}\n",
                "real_server 10.0.0.3 53 {",
                "FILE_CHECK {\ntrack_file F\n" + inCheck + "\n}",
                "}")
            .get(0)
            .probe();
  }

  private static Object probe(String block) {
    return check(block).probe();
  }

  private static Check check(String block) {
    return Checks.of("", "real_server 10.0.0.3 53 {", block, "}").get(0);
  }
}
