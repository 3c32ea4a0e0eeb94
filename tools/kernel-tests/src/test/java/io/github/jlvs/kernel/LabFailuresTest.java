// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.LabException;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The lab says what it could not do: nothing is taken for an answer that is none, and nothing for
 * absent that was not looked for.
 */
@KernelTest
@WithoutIpvs
@Isolated
class LabFailuresTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void a_command_that_is_not_there_is_told_with_its_host_and_the_remedy(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");
    for (Runnable each :
        List.<Runnable>of(
            () -> h1.exec("no-such-tool", "10.1.80.2"),
            () -> h1.attempt(ExitStatuses.any(), "no-such-tool", "10.1.80.2"),
            () -> h1.start("no-such-tool", "10.1.80.2"))) {
      assertThatThrownBy(each::run)
          .isInstanceOf(LabException.class)
          .hasMessageContaining("h1: no-such-tool 10.1.80.2: could not be executed")
          .hasMessageContaining("tools/lab/install");
    }
    assertThatThrownBy(() -> h1.sh("no-such-tool | cat; no-such-tool"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("no-such-tool: not found")
        .hasMessageContaining("tools/lab/install");
  }

  @Test
  void a_command_that_may_not_be_executed_on_one_host_is_told_for_that_host(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");
    Host h2 = network.host("h2", "10.1.80.2/24");
    h1.sh("mount --bind /dev/null \"$(readlink -f \"$(command -v curl)\")\"");

    assertThatThrownBy(() -> h1.attempt(ExitStatuses.any(), "curl", "--version"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("h1: curl --version: could not be executed");
    assertThat(h2.exec("curl", "--version").out()).startsWith("curl ");
  }

  @Test
  void a_command_that_fails_or_hangs_is_told_with_what_it_said(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");

    assertThatThrownBy(() -> h1.exec("ip", "link", "show", "eth9"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("h1: ip link show eth9: exit status 1")
        .hasMessageContaining("Device \"eth9\" does not exist");
    List<String> hanging = List.of("sh", "-c", "echo so far; sleep 60");
    assertThatThrownBy(() -> h1.exec(hanging, "", Duration.ofSeconds(3)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("not finished after 3.0 s")
        .hasMessageContaining("so far");
  }

  @Test
  void a_process_that_ends_before_its_line_is_told_at_once(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");
    RunningProcess nginx = h1.start("nginx", "-c", "/run/no-such.conf");

    assertThatThrownBy(() -> nginx.awaitLine("listening", Duration.ofMinutes(5)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("h1: nginx -c /run/no-such.conf has ended without")
        .hasMessageContaining("no-such.conf");
  }

  @Test
  void a_host_that_is_gone_answers_no_question() {
    Host gone;
    try (Network network = Network.create()) {
      gone = network.host("h1", "10.1.80.1/24");
    }
    assertThatThrownBy(() -> gone.attempt(ExitStatuses.of(0, 1), "test", "-e", "/run"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("host h1 could not be entered");
  }

  @Test
  void what_was_sent_is_shown_however_late_tcpdump_is(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");
    Capture late = network.capture("arp");
    String tcpdump = pid("tcpdump");
    h1.sh("kill -STOP " + tcpdump);
    ask(h1, "10.1.80.77");
    RunningProcess wake = h1.start("sh", "-c", "sleep 1; kill -CONT " + tcpdump);

    assertThat(late.frames())
        .filteredOn(ArpFrame.class::isInstance)
        .extracting(frame -> ((ArpFrame) frame).targetAddress())
        .as("asked for, and no marker")
        .containsOnly("10.1.80.77");
    assertThat(late.text("-n", "arp")).allMatch(line -> line.contains("who-has 10.1.80.77"));
    assertThat(wake.awaitExit(SOON)).isZero();
  }

  @Test
  void a_silent_wire_shows_nothing_and_no_marker(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");
    Capture ofHost = h1.capture("arp");
    Capture ofSwitch = network.capture("vrrp");

    for (Capture each : List.of(ofHost, ofSwitch, ofHost)) {
      assertThat(each.frames()).isEmpty();
      assertThat(each.text("-n")).isEmpty();
    }
    assertThat(h1.sh("ip neigh show")).isEmpty();
  }

  @Test
  void nothing_is_absent_for_an_observer_that_is_gone(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");
    Capture killed = network.capture("arp");
    h1.sh("kill -KILL " + pid("tcpdump"));
    assertThatThrownBy(killed::frames).isInstanceOf(LabException.class);
    assertThatThrownBy(() -> killed.text("-n")).isInstanceOf(LabException.class);

    Capture closed = network.capture("arp");
    closed.close();
    assertThatThrownBy(closed::adverts).hasMessageContaining("closed before it was looked at");

    assertThatThrownBy(() -> h1.capture("no such filter"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("tcpdump on h1/enp0s3 has ended: tcpdump: ");
    Capture fine = network.capture("arp");
    assertThatThrownBy(() -> fine.text("no such filter")).isInstanceOf(LabException.class);
  }

  @Test
  void nothing_is_absent_from_an_interface_that_sends_nothing(Network network) {
    Host h1 = network.host("h1", "10.1.80.1/24");
    Capture capture = h1.capture("arp");
    h1.sh("ip link set enp0s3 down");

    assertThatThrownBy(capture::frames).isInstanceOf(LabException.class);
  }

  /** One question by the kernel, which has been on the wire when this returns. */
  private static void ask(Host host, String address) {
    host.sh(
        "ip neigh replace %1$s dev enp0s3 use; ip neigh del %1$s dev enp0s3".formatted(address));
  }

  private static String pid(String program) {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/" + program))
        .findFirst()
        .map(each -> String.valueOf(each.pid()))
        .orElseThrow();
  }
}
