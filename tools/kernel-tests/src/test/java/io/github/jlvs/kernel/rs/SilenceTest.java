// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A real server has the virtual address and keeps silent about it, from the first moment on. */
@KernelTest
@WithoutIpvs
class SilenceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** arping asks once a second: forty of them, one after the other, ask every 25 milliseconds. */
  private static final String ASK_ALL_THE_TIME =
      "for i in $(seq 40); do arping -b -q -I enp0s3 %s & sleep 0.025; done; wait";

  /** The guide's script in its own order, up to the moment before it makes the host silent. */
  private static final String GUIDE_BEGINS =
      """
      ifconfig lo:0 10.1.80.90 netmask 255.255.255.255 broadcast 10.1.80.90
      route add -host 10.1.80.90 dev lo:0
      """;

  private static final String GUIDE_ENDS =
      """
      echo "1" >/proc/sys/net/ipv4/conf/lo/arp_ignore
      echo "2" >/proc/sys/net/ipv4/conf/lo/arp_announce
      echo "1" >/proc/sys/net/ipv4/conf/all/arp_ignore
      echo "2" >/proc/sys/net/ipv4/conf/all/arp_announce
      echo "RealServer Start OK"
      """;

  @Test
  void nobody_who_asks_while_it_starts_and_stops_is_answered(Network network) {
    Host rs1 = network.host("rs1", "10.1.80.93/24");
    Host client = network.host("client", "10.1.80.62/24");
    Capture wire = network.capture("arp");
    RunningProcess asking = client.start("sh", "-c", ASK_ALL_THE_TIME.formatted(JlvsRs.VIP));
    awaitQuestions(wire, Instant.now(), 40);

    new JlvsRs(rs1).run("start", "--vip", JlvsRs.VIP);
    assertThat(rs1.hasAddress(JlvsRs.VIP)).isTrue();
    awaitQuestions(wire, Instant.now(), 80);
    new JlvsRs(rs1).run("stop");
    awaitQuestions(wire, Instant.now(), 40);

    assertThat(asking.running()).isTrue();
    answersForItsOwnAddress(client, "10.1.80.93", wire);
    assertThat(answers(wire, Instant.EPOCH)).isEmpty();
  }

  @Test
  void in_the_guides_order_there_is_a_moment_in_which_it_answers(Network network) {
    Host rs2 = network.host("rs2", "10.1.80.95/24");
    Host client = network.host("client", "10.1.80.62/24");
    Capture wire = network.capture("arp");
    client.start("sh", "-c", ASK_ALL_THE_TIME.formatted(JlvsRs.VIP));

    // The script pauses here at the moment that it else hurries through.
    Instant begin = Instant.now();
    rs2.sh(GUIDE_BEGINS);
    ArpFrame answer =
        wire.await("rs2's answer", ArpFrame.class, begin, SilenceTest::isAnswer, LIMIT);
    assertThat(rs2.sh(GUIDE_ENDS)).isEqualTo("RealServer Start OK\n");

    assertThat(answer.senderMac()).isEqualTo(answer.sourceMac());
    assertThat(new JlvsRs(rs2).attempt("status", "--vip", JlvsRs.VIP).status())
        .as("in the end both orders come to the same")
        .isZero();
    Instant silent = Instant.now();
    awaitQuestions(wire, silent, 40);
    answersForItsOwnAddress(client, "10.1.80.95", wire);
    assertThat(answers(wire, silent)).isEmpty();
  }

  /** Its silence counts beside an answer that the same capture has seen. */
  private static void answersForItsOwnAddress(Host client, String address, Capture wire) {
    Instant asked = Instant.now();
    CommandResult unused = client.exec("arping", "-q", "-f", "-w", "10", "-I", "enp0s3", address);
    assertThat(arps(wire, asked))
        .anyMatch(frame -> frame.operation() == 2 && frame.senderAddress().equals(address));
  }

  private static boolean isAnswer(ArpFrame frame) {
    return frame.senderAddress().equals(JlvsRs.VIP) && frame.operation() == 2;
  }

  private static List<ArpFrame> answers(Capture wire, Instant since) {
    return arps(wire, since).filter(SilenceTest::isAnswer).toList();
  }

  private static void awaitQuestions(Capture wire, Instant since, int count) {
    Await.until(
        count + " questions",
        LIMIT,
        () -> arps(wire, since).filter(frame -> frame.operation() == 1).count() >= count);
  }

  private static Stream<ArpFrame> arps(Capture wire, Instant since) {
    return wire.frames().stream()
        .filter(frame -> !frame.time().isBefore(since))
        .filter(ArpFrame.class::isInstance)
        .map(ArpFrame.class::cast);
  }
}
