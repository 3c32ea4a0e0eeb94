// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * keepalived and jkeepalived live through the same day side by side, each with an address of its
 * own: seen from outside, by their log and by tcpdump, they do the same at the same time.
 */
@KernelTest
@WithoutIpvs
class StoriesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Frames of one burst follow each other at once; bursts are seconds apart. */
  private static final Duration PAUSE = Duration.ofMillis(900);

  /** One at once, one after three seconds, and two of the refresh; one begins before the other. */
  private static final int BURSTS = 4;

  /** The machine may be busy; the settings differ by seconds. */
  private static final Duration TOLERANCE = Duration.ofMillis(800);

  private static final String ARP =
      """
      garp_master_delay 3
      garp_master_repeat 2
      garp_master_refresh 7
      garp_master_refresh_repeat 3
      """;

  /** Gratuitous ARP frames without a pause between them. */
  private record Burst(Duration after, int frames) {}

  @Test
  void states_and_gratuitous_arp_are_keepaliveds_through_a_fault_a_better_peer_and_the_end(
      Network network) {
    Host theirHost = network.host("theirs", "10.1.80.81/24");
    Host ourHost = network.host("ours", "10.1.80.82/24");
    Host peerHost = network.host("peer", "10.1.80.83/24");
    Capture wire = network.capture("arp");
    String theirAddress = "10.1.80.71";
    String ourAddress = "10.1.80.72";
    String theirs = begun(Directors.instance("VI_1", 71, theirAddress, 100, ARP));
    String ours = begun(Directors.instance("VI_1", 72, ourAddress, 100, ARP));

    RunningProcess keepalived = Daemon.KEEPALIVED.start(theirHost, theirs);
    RunningProcess jkeepalived = Daemon.JKEEPALIVED.start(ourHost, ours);
    holding(true, theirHost, theirAddress, ourHost, ourAddress);
    // The first announcements, the second after three seconds, and two of the refresh.
    Await.pause(Duration.ofSeconds(16));
    List<Burst> theirBursts = bursts(wire, theirAddress).subList(0, BURSTS);
    List<Burst> ourBursts = bursts(wire, ourAddress).subList(0, BURSTS);

    theirHost.link().cut();
    ourHost.link().cut();
    holding(false, theirHost, theirAddress, ourHost, ourAddress);
    theirHost.link().mend();
    ourHost.link().mend();
    holding(true, theirHost, theirAddress, ourHost, ourAddress);
    RunningProcess peer =
        Directors.keepalivedWith(
            peerHost,
            "",
            (Directors.instance("VI_1", 71, theirAddress, 150)
                    + Directors.instance("VI_2", 72, ourAddress, 150))
                .replace("1111", "secret12"));
    holding(false, theirHost, theirAddress, ourHost, ourAddress);
    int unused = peer.stop(SOON);
    holding(true, theirHost, theirAddress, ourHost, ourAddress);
    keepalived.stop(SOON);
    jkeepalived.stop(SOON);

    List<String> theirStates = states(keepalived);
    List<String> ourStates = states(jkeepalived);
    assertThat(ourStates).isEqualTo(theirStates).hasSizeGreaterThan(6);

    for (int i = 0; i < theirBursts.size(); i++) {
      Burst wanted = theirBursts.get(i);
      Burst sent = ourBursts.get(i);
      assertThat(sent.frames()).as("frames of burst %d", i + 1).isEqualTo(wanted.frames());
      assertThat(sent.after().minus(wanted.after()).abs())
          .as("burst %d: ours %s, keepalived's %s", i + 1, sent, wanted)
          .isLessThan(TOLERANCE);
    }
    List<String> theirLog = withoutFrames(LogBesides.of(keepalived), theirAddress);
    List<String> ourLog = withoutFrames(LogBesides.ofOurs(jkeepalived), ourAddress);
    assertThat(removed(theirLog, "(?s).*(Truncating auth_pass|preempt).*"))
        .containsExactly(
            "(/run/vrrp.conf: Line 11) Truncating auth_pass to 8 characters",
            "(VI_1) Warning - nopreempt will not work with initial state MASTER - clearing",
            "(VI_1) Warning - preempt delay will not work with initial state MASTER - clearing");
    assertThat(removed(ourLog, "/run/vrrp.conf:.* warning: .*"))
        .hasSize(3)
        .anyMatch(line -> line.contains("'nopreempt' has no effect"))
        .anyMatch(line -> line.contains("'preempt_delay' has no effect"))
        .anyMatch(line -> line.contains("only the first 8 are used"));
    // Here a state is told of when all that belongs to it is done.
    assertThat(ourLog).containsExactlyInAnyOrderElementsOf(theirLog);
    int same = theirBursts.size() + theirLog.size();
    System.out.printf(
        "stories: compared %d, equal %d, intended differences 3, skipped 0%n", same + 3, same);
  }

  /** One may have announced its address more often. */
  private static List<String> withoutFrames(List<String> log, String address) {
    String frame = "Sending gratuitous ARP on enp0s3 for " + address;
    assertThat(log).contains(frame);
    return new ArrayList<>(log.stream().filter(line -> !line.equals(frame)).toList());
  }

  /** Takes out the lines that match. */
  private static List<String> removed(List<String> log, String pattern) {
    List<String> matching = log.stream().filter(line -> line.matches(pattern)).toList();
    log.removeAll(matching);
    return matching;
  }

  /** Without effect: a state to begin with, and nopreempt and a delay beside that. */
  private static String begun(String instance) {
    return instance
        .replace("state BACKUP", "state MASTER\n preempt_delay 40\n nopreempt")
        .replace("1111", "secret1234");
  }

  private static void holding(
      boolean wanted, Host theirs, String theirAddress, Host ours, String ourAddress) {
    String what = wanted ? "the address on " : "no address on ";
    Await.until(what + theirs, SOON, () -> theirs.hasAddress(theirAddress) == wanted);
    Await.until(what + ours, SOON, () -> ours.hasAddress(ourAddress) == wanted);
  }

  /** What the log says about states, word for word. */
  private static List<String> states(RunningProcess process) {
    return process.lines().stream()
        .map(OutputLine::text)
        .filter(line -> line.contains("STATE") && line.contains("(VI_1)"))
        .map(line -> line.substring(line.indexOf("(VI_1)")))
        .toList();
  }

  private static List<Burst> bursts(Capture wire, String address) {
    List<Burst> bursts = new ArrayList<>();
    List<ArpFrame> frames =
        wire.gratuitousArps().stream().filter(f -> f.senderAddress().equals(address)).toList();
    for (int i = 0; i < frames.size(); ) {
      int first = i;
      do {
        i++;
      } while (i < frames.size()
          && Duration.between(frames.get(i - 1).time(), frames.get(i).time()).compareTo(PAUSE) < 0);
      bursts.add(
          new Burst(Duration.between(frames.get(0).time(), frames.get(first).time()), i - first));
    }
    return bursts;
  }
}
