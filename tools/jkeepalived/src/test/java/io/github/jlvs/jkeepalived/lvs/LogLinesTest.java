// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckAction;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckInput;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.RealServerCheck;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.PingProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.UdpProbe;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.http.HttpVersion;
import io.github.jlvs.healthcheck.probe.smtp.SmtpProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The log of a check and of a virtual server, as keepalived 2.2.7 has it. */
class LogLinesTest {
  private static final ServiceAddress RS1 = ServiceAddress.tcp("10.1.80.93", 80);
  private static final VirtualServerName VS =
      new VirtualServerName.Address(ServiceAddress.tcp("10.1.80.90", 80));
  private static final TcpProbe PROBE = TcpProbe.to(RS1.socketAddress());
  private static final Probe WEB =
      new HttpProbe(
          new Transport.Tcp(RS1.socketAddress()),
          Optional.empty(),
          HttpVersion.HTTP_1_0,
          List.of(HttpUrl.get("/")));
  private static final ProbeResult REFUSED = ProbeResult.failed("Connection refused");
  private static final ProbeResult TIMEOUT = ProbeResult.timeout("no answer in 3 s");
  private static final CheckPolicy POLICY = CheckPolicy.every(Duration.ofSeconds(6));

  @Test
  void nginxIsStoppedAndStartedAgain() {
    assertThat(log(POLICY, ProbeResult.SUCCESS, REFUSED, REFUSED, REFUSED, ProbeResult.SUCCESS))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 success.",
            "TCP connection to [10.1.80.93]:tcp:80 failed.",
            "TCP connection to [10.1.80.93]:tcp:80 failed.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed after 1 retries.",
            "TCP connection to [10.1.80.93]:tcp:80 success.");
  }

  @Test
  void aMachineThatIsOffAnswersNothing() {
    CheckPolicy threeRetries = POLICY.withRetry(3, Duration.ofSeconds(1));
    assertThat(log(threeRetries, ProbeResult.SUCCESS, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 success.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed after 3 retries.");
  }

  @Test
  void aServerThatIsDownFromTheStartGetsNoRetryAndTheLineNamesNone() {
    assertThat(log(POLICY, REFUSED, REFUSED))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 failed.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed.");
  }

  @Test
  void withoutLogAllFailuresTheVerdictAloneIsLogged() {
    CheckPolicy quiet =
        new CheckPolicy(
            POLICY.delayLoop(),
            POLICY.connectTimeout(),
            1,
            POLICY.delayBeforeRetry(),
            POLICY.warmup(),
            false,
            false);
    assertThat(log(quiet, ProbeResult.SUCCESS, REFUSED, REFUSED))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 success.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed after 1 retries.");
  }

  /** As keepalived 2.2.7 was seen to say it. */
  @Test
  void scripts_are_told_with_their_retries_in_one_line() {
    Probe script = ScriptProbe.of("/bin/check", "one");
    String begin = "Misc check for [[10.1.80.93]:tcp:80 VS [10.1.80.90]:tcp:80] by [/bin/check] ";
    ProbeResult failed = ProbeResult.failed("exited with status 3");
    CheckPolicy twoRetries = POLICY.withRetry(2, Duration.ofSeconds(1));
    assertThat(
            log(
                twoRetries,
                script,
                ProbeResult.SUCCESS,
                failed,
                TIMEOUT,
                failed,
                ProbeResult.SUCCESS))
        .containsExactly(
            begin + "succeeded.",
            begin + "failed, will do 2 retries (exited with status 3).",
            begin + "timed out on retry 1/2.",
            begin + "failed after 2 retries (exited with status 3).",
            begin + "succeeded.");
    assertThat(log(POLICY.withRetry(1, Duration.ZERO), script, TIMEOUT))
        .containsExactly(begin + "timed out after 1 retry.");
    assertThat(log(POLICY.withRetry(0, Duration.ZERO), script, failed))
        .containsExactly(begin + "failed with retry disabled (exited with status 3).");
  }

  @Test
  void datagrams_echoes_and_files_have_words_of_their_own() {
    CheckPolicy once = POLICY.withRetry(0, Duration.ZERO);
    UdpProbe udp = UdpProbe.to(RS1.socketAddress());
    assertThat(log(once, udp, ProbeResult.SUCCESS, failure(Cause.PATTERN, "another")))
        .containsExactly(
            "UDP connection to [10.1.80.93]:tcp:80 success.",
            "UDP check to [10.1.80.93]:tcp:80 reply data mismatch.",
            "UDP_CHECK on service [10.1.80.93]:tcp:80 failed.");
    assertThat(log(once, udp, REFUSED).get(0))
        .isEqualTo("UDP connection to [10.1.80.93]:tcp:80 failed.");
    assertThat(log(POLICY, PingProbe.of(RS1.address()), ProbeResult.SUCCESS, TIMEOUT, REFUSED))
        .containsExactly(
            "ICMP connection to [10.1.80.93]:tcp:80 success.",
            "ICMP connection to address [10.1.80.93]:tcp:80 timeout.",
            "ICMP connection to address [10.1.80.93]:tcp:80 failed: Connection refused",
            "ICMP CHECK on service [10.1.80.93]:tcp:80 of [10.1.80.90]:tcp:80 failed after 1 retries.");
    DirectProbe direct =
        DirectProbe.of(RS1.address(), new InetSocketAddress("10.1.80.90", RS1.port()));
    ProbeResult silence = ProbeResult.timeout("No answer as 10.1.80.90:80 within 5000 ms");
    assertThat(log(POLICY, direct, ProbeResult.SUCCESS, silence, REFUSED))
        .containsExactly(
            "DR connection to [10.1.80.93]:tcp:80 success.",
            "DR connection to [10.1.80.93]:tcp:80 timeout. No answer as 10.1.80.90:80 within 5000 ms.",
            "DR connection to [10.1.80.93]:tcp:80 failed. Connection refused.",
            "DR_CHECK on service [10.1.80.93]:tcp:80 failed after 1 retries.");
    assertThat(
            log(
                once,
                new FileProbe("load", "/run/load", 0, false),
                ProbeResult.SUCCESS,
                REFUSED,
                ProbeResult.SUCCESS))
        .containsExactly(
            "([10.1.80.93]:tcp:80): tracked file load now FAULT state",
            "([10.1.80.93]:tcp:80): tracked file load leaving FAULT state");
  }

  /** keepalived calls SSL_GET so as well. */
  @Test
  void whatIsWrongWithAWebServerStandsBehindKeepalivedsWords() {
    assertThat(
            log(
                POLICY.withRetry(6, Duration.ofSeconds(1)),
                WEB,
                ProbeResult.SUCCESS,
                REFUSED,
                TIMEOUT,
                failure(Cause.UNANSWERED, "No answer within 5000 ms"),
                failure(Cause.CLOSED, ""),
                failure(Cause.STATUS, "url(/): status 503, not 200"),
                failure(Cause.DIGEST, "url(/): another digest"),
                failure(Cause.PATTERN, "url(/): no match"),
                ProbeResult.SUCCESS))
        .containsExactly(
            "Remote Web server [10.1.80.93]:tcp:80 succeed on service.",
            "Connection failed server [10.1.80.93]:tcp:80. Connection refused",
            "Timeout connecting server [10.1.80.93]:tcp:80. no answer in 3 s",
            "Timeout WEB read server [10.1.80.93]:tcp:80. No answer within 5000 ms",
            "Read, no data received from  server [10.1.80.93]:tcp:80.",
            "HTTP status code error to server [10.1.80.93]:tcp:80. url(/): status 503, not 200",
            "MD5 digest error to server [10.1.80.93]:tcp:80. url(/): another digest",
            "Regex match failed server [10.1.80.93]:tcp:80. url(/): no match",
            "HTTP_CHECK on service [10.1.80.93]:tcp:80 failed after 6 retries.",
            "Remote Web server [10.1.80.93]:tcp:80 succeed on service.");
  }

  /** As keepalived does, the last try and the check that fails with it are one line. */
  @Test
  void aNameServerFailsInOneLineAndIsWellInNone() {
    Probe dns = DnsProbe.to(RS1.socketAddress());
    assertThat(
            log(
                POLICY.withRetry(6, Duration.ofSeconds(1)),
                dns,
                ProbeResult.SUCCESS,
                failure(Cause.UNANSWERED, "SOA .: No answer within 5000 ms"),
                failure(Cause.STATUS, "SOA .: NXDOMAIN"),
                failure(Cause.STATUS, "SOA . (other messages: 1): RCODE12"),
                failure(Cause.FAILED, "SOA .: malformed message: it ends after 30 octets"),
                failure(Cause.CLOSED, "SOA . by TCP: connection closed"),
                failure(Cause.FAILED, "Network is unreachable"),
                failure(Cause.FAILED, "SOA .: Connection refused"),
                ProbeResult.SUCCESS))
        .containsExactly(
            "DNS_CHECK ([10.1.80.93]:tcp:80) read timeout from socket",
            "DNS_CHECK ([10.1.80.93]:tcp:80) read error occurred. (rcode = 3)",
            "DNS_CHECK ([10.1.80.93]:tcp:80) read error occurred. (rcode = 12)",
            "DNS_CHECK ([10.1.80.93]:tcp:80) failed"
                + " (SOA .: malformed message: it ends after 30 octets)",
            "DNS_CHECK ([10.1.80.93]:tcp:80) failed (SOA . by TCP: connection closed)",
            "DNS_CHECK ([10.1.80.93]:tcp:80) network unreachable for [10.1.80.93]:80",
            "DNS_CHECK ([10.1.80.93]:tcp:80) failed to read socket; errno 111 (Connection refused)"
                + " after 6 retries");
  }

  @Test
  void aNameServerThatIsDownFromTheStartGetsNoRetryAndTheLineNamesNone() {
    assertThat(log(POLICY, DnsProbe.to(RS1.socketAddress()), TIMEOUT, TIMEOUT))
        .containsExactly("DNS_CHECK ([10.1.80.93]:tcp:80) read timeout from socket");
  }

  /** Failures name what is connected to, and a success the server that is checked. */
  @Test
  void aMailServerFailsInALineForEachTryAndThatItHasFailedIsNone() {
    assertThat(
            log(
                POLICY.withRetry(5, Duration.ofSeconds(1)),
                SmtpProbe.to(new InetSocketAddress("10.1.80.94", 25)),
                ProbeResult.SUCCESS,
                failure(Cause.FAILED, "Connection refused"),
                failure(Cause.TIMEOUT, "No connection within 5000 ms"),
                failure(Cause.UNANSWERED, "greeting: No answer within 5000 ms"),
                failure(Cause.CLOSED, "HELO: Connection reset by peer"),
                failure(Cause.GREETING, "greeting: code 554, expected 220"),
                failure(Cause.STATUS, "HELO: code 550, expected 250"),
                ProbeResult.SUCCESS))
        .containsExactly(
            "Remote SMTP server [10.1.80.93]:tcp:80 succeed on service.",
            "SMTP_CHECK Could not connect to server [10.1.80.94]:25",
            "SMTP_CHECK Connection timeout to server [10.1.80.94]:25",
            "SMTP_CHECK Read timeout from server [10.1.80.94]:25",
            "SMTP_CHECK Read failure from server [10.1.80.94]:25",
            "SMTP_CHECK Bad greeting banner from server [10.1.80.94]:25",
            "SMTP_CHECK Bad HELO response from server [10.1.80.94]:25",
            "Remote SMTP server [10.1.80.93]:tcp:80 succeed on service.");
  }

  private static ProbeResult failure(Cause cause, String detail) {
    return new ProbeResult.Failure(cause, detail);
  }

  @Test
  void aCheckIsAnnounced() {
    assertThat(LogLines.activating(RS1, VS))
        .isEqualTo(
            "Activating healthchecker for service [10.1.80.93]:tcp:80"
                + " for VS [10.1.80.90]:tcp:80");
  }

  @Test
  void realServersAreKeptAndReleased() {
    assertThat(
            lines(
                new HealthEvent.ServerKept(RS1, 2, 4),
                new HealthEvent.ServerReleased(RS1, true, false),
                new HealthEvent.ServerReleased(RS1, false, false),
                new HealthEvent.ServerReleased(RS1, false, true)))
        .containsExactly(
            "Keeping service [10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80 although it is down:"
                + " depool_threshold has at least 2 of 4 stay",
            "Working again: service [10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80"
                + ", kept while it was down",
            "Removing service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80"
                + ", kept while it was down",
            "Disabling service [10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80"
                + ", kept while it was down");
  }

  @Test
  void realServersComeAndGo() {
    assertThat(
            lines(
                new HealthEvent.ServerAdded(RS1, false),
                new HealthEvent.ServerRemoved(RS1, false),
                new HealthEvent.ServerAdded(RS1, true),
                new HealthEvent.ServerRemoved(RS1, true),
                new HealthEvent.WeightChanged(RS1, 1, 5, true),
                new HealthEvent.WeightChanged(RS1, 5, 1, false),
                new HealthEvent.ServerForgotten(RS1),
                new HealthEvent.ServerShutDown(RS1, false),
                new HealthEvent.ServerShutDown(RS1, true)))
        .containsExactly(
            "Adding service [10.1.80.93]:tcp:80 to VS [10.1.80.90]:tcp:80",
            "Removing service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80",
            "Enabling service [10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80",
            "Disabling service [10.1.80.93]:tcp:80 of VS [10.1.80.90]:tcp:80",
            "Changing weight from 1 to 5 for active service [10.1.80.93]:tcp:80"
                + " of VS [10.1.80.90]:tcp:80",
            "Changing weight from 5 to 1 for inactive service [10.1.80.93]:tcp:80"
                + " of VS [10.1.80.90]:tcp:80",
            "service [10.1.80.93]:tcp:80 no longer exist",
            "Shutting down service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80",
            "Shutting down (inhibited) service [10.1.80.93]:tcp:80 from VS [10.1.80.90]:tcp:80");
  }

  @Test
  void theQuorumComesAndGoesAndKeepalivedPrintsAMinusWhereItAdds() {
    assertThat(
            lines(
                new HealthEvent.QuorumGained(2, 1, 3),
                new HealthEvent.QuorumLost(2, 1, 0),
                new HealthEvent.StartedWithoutQuorum(3, 2, 4)))
        .containsExactly(
            "Gained quorum 2+1=3 <= 3 for VS [10.1.80.90]:tcp:80",
            "Lost quorum 2-1=1 > 0 for VS [10.1.80.90]:tcp:80",
            "Starting with quorum down 3-2=5 > 4 for VS [10.1.80.90]:tcp:80");
  }

  @Test
  void theSorryServerStandsIn() {
    SorryServer sorry = new SorryServer(ServiceAddress.tcp("127.0.0.1", 9000), false);
    SorryServer inhibited = new SorryServer(sorry.address(), true);
    assertThat(
            lines(
                new HealthEvent.SorryServerAdded(sorry),
                new HealthEvent.AliveServersRemoved(),
                new HealthEvent.SorryServerRemoved(sorry),
                new HealthEvent.AliveServersAdded(),
                new HealthEvent.SorryServerAdded(inhibited),
                new HealthEvent.SorryServerRemoved(inhibited)))
        .containsExactly(
            "Adding sorry server [127.0.0.1]:tcp:9000 to VS [10.1.80.90]:tcp:80",
            "Removing alive servers from the pool for VS [10.1.80.90]:tcp:80",
            "Removing sorry server [127.0.0.1]:tcp:9000 from VS [10.1.80.90]:tcp:80",
            "Adding alive servers to the pool for VS [10.1.80.90]:tcp:80",
            "Enabling sorry server [127.0.0.1]:tcp:9000 to VS [10.1.80.90]:tcp:80",
            "Disabling sorry server [127.0.0.1]:tcp:9000 from VS [10.1.80.90]:tcp:80");
  }

  @Test
  void notificationsGoToThePipeAndNotToTheLog() {
    List<HealthEvent.Notification> all =
        List.of(
            new HealthEvent.RealServerUp(RS1),
            new HealthEvent.RealServerDown(RS1),
            new HealthEvent.VirtualServerUp(),
            new HealthEvent.VirtualServerDown());
    assertThat(lines(all.toArray(HealthEvent[]::new))).isEmpty();
    assertThat(all.stream().map(each -> LogLines.fifoLine(VS, each)))
        .containsExactly(
            "RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 UP",
            "RS [10.1.80.93]:tcp:80 [10.1.80.90]:tcp:80 DOWN",
            "VS [10.1.80.90]:tcp:80 UP",
            "VS [10.1.80.90]:tcp:80 DOWN");
  }

  private static List<String> lines(HealthEvent... events) {
    return Stream.of(events).flatMap(event -> LogLines.of(VS, event).stream()).toList();
  }

  private static List<String> log(CheckPolicy policy, ProbeResult... results) {
    return log(policy, PROBE, results);
  }

  private static List<String> log(CheckPolicy policy, Probe probe, ProbeResult... results) {
    RealServerCheck check = new RealServerCheck(policy);
    check.handle(0, new CheckInput.Start(Duration.ZERO));
    List<String> lines = new ArrayList<>();
    for (ProbeResult result : results) {
      long at = check.nextDeadline();
      if (at != RealServerCheck.NEVER) {
        check.handle(at, CheckInput.TICK);
      }
      for (CheckAction action : check.handle(0, new CheckInput.Result(result))) {
        if (action instanceof CheckEvent event) {
          Check made = new Check(policy, probe);
          LogLines.of(
                  new HealthRunnerEvent.CheckObserved(
                      VS, RealServer.of(RS1, 1).with(made), made, event))
              .ifPresent(lines::add);
        }
      }
    }
    return lines;
  }
}
