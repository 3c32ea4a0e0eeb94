// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two masters because of the other director: what differs is told, and what to write where. */
@KernelTest
@WithoutIpvs
class PeerTest {
  /**
   * A difference of ds2's file.
   *
   * @param from what the guide's file has
   * @param to what stands there instead
   * @param seen what is shown of it
   * @param advice what is to be done
   */
  record Difference(String from, String to, String seen, String advice) {
    @Override
    public String toString() {
      return to.strip();
    }
  }

  static Stream<Difference> differences() {
    return Stream.of(
        new Difference(
            "auth_pass 1111",
            "auth_pass 2222",
            "password: mine (not shown), theirs (not shown)",
            "Write the same auth_pass into vrrp_instance VI_1 of both files"),
        new Difference(
            "virtual_router_id 51",
            "virtual_router_id 52",
            "virtual router identifier: mine 51, theirs 52 (for an address of mine)",
            "Write virtual_router_id 52 into vrrp_instance VI_1 here, or virtual_router_id 51 there"),
        new Difference(
            "advert_int 1",
            "advert_int 2",
            "advertisement interval: mine 1 s, theirs 2 s",
            "Write advert_int 2 into vrrp_instance VI_1 here, or advert_int 1 there, on 10.1.80.92"),
        new Difference(
            "{\n10.1.80.90\n",
            "{\n10.1.80.90\n10.1.80.89\n",
            "address list: mine [10.1.80.90], theirs [10.1.80.90, 10.1.80.89]",
            "give both files the same virtual_ipaddress"),
        new Difference(
            "virtual_router_id 51\n",
            "virtual_router_id 51\nversion 3\n",
            "version: mine 2, theirs 3",
            "Make version the same in vrrp_instance VI_1 of both files"));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void what_differs_in_the_other_directors_file_is_named(Difference difference, Network network) {
    Guide guide = Guide.in(network);
    String file = Checkout.text("samples/ha-dr/ds2/keepalived.conf");
    assertThat(file).contains(difference.from());
    guide.ds2().write(Guide.FILE, file.replace(difference.from(), difference.to()));
    RunningProcess other = guide.startBackup();
    RunningProcess unused = guide.startMaster();
    Await.until("ds2 to be master too", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));

    Doctor.Report report = Doctor.ofDirector(guide.ds1()).examine();

    // What comes of it is found as well.
    assertThat(report.found()).containsExactly("vrrp-mismatch", "arp-answers");
    JsonNode finding = report.finding("vrrp-mismatch");
    assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(finding.path("fault").asText()).startsWith("10.1.80.92 and this host differ");
    assertThat(finding.path("seen").toString())
        .contains(difference.seen(), guide.ds2().mac(), Guide.FILE)
        .doesNotContain("1111", "2222");
    assertThat(finding.path("remedies").path(0).path("advice").asText())
        .contains(difference.advice());

    guide.ds2().write(Guide.FILE, file);
    other.signal("HUP");
    Await.until("ds2 to give way", Guide.SOON, () -> !guide.ds2().hasAddress(GuideNetwork.VIP));
    Doctor.ofDirector(guide.ds1()).healthy("vrrp-mismatch");
  }

  @Test
  void a_second_master_that_does_not_hear_this_one_is_named(Network network) {
    Guide guide = Guide.running(network);
    guide.ds2().sh("iptables-legacy -A INPUT -p vrrp -j DROP");
    Await.until("ds2 to be master too", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));

    Doctor.Report onMaster = Doctor.ofDirector(guide.ds1()).examine();

    assertThat(onMaster.found()).containsExactly("two-masters", "arp-answers");
    JsonNode finding = onMaster.finding("two-masters");
    assertThat(finding.path("seen").toString())
        .contains("advertisements of 10.1.80.92", "with priority 100", "configured with 101");
    assertThat(finding.path("remedies").toString())
        .isEqualTo("[{\"host\":\"10.1.80.92\",\"command\":\"jlvs-doctor\"}]");

    // What it tells to type there names the reason, and the command.
    JsonNode there = Doctor.ofDirector(guide.ds2()).examine().finding("vrrp-firewall");
    Doctor.Report.commands(there).forEach(guide.ds2()::sh);
    Await.until("ds2 to give way", Guide.SOON, () -> !guide.ds2().hasAddress(GuideNetwork.VIP));
    Doctor.ofDirector(guide.ds1()).healthy("two-masters");
  }

  @Test
  void where_no_director_runs_both_addresses_and_advertisements_are_missing(Network network) {
    Guide guide = Guide.in(network);

    Doctor.Report report = Doctor.ofDirector(guide.ds1()).examine();

    assertThat(report.found()).containsExactly("vrrp-silence", "arp-answers");
    assertThat(report.finding("arp-answers").path("fault").asText()).startsWith("nobody answers");
    RunningProcess unused = guide.startMaster();
    Doctor.ofDirector(guide.ds1()).healthy("vrrp-silence");
  }

  @Test
  void an_address_that_no_daemon_keeps_is_told_with_how_to_take_it_away(Network network) {
    Guide guide = Guide.in(network);
    RunningProcess master = guide.startMaster();
    master.crash();
    RunningProcess unused = guide.startBackup();
    Await.until("ds2 to take over", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));

    Doctor.Report report = Doctor.ofDirector(guide.ds1()).examine();

    assertThat(report.found()).contains("vrrp-sending", "arp-answers").doesNotContain("daemon");
    Doctor.Report.commands(report.finding("vrrp-sending")).forEach(guide.ds1()::sh);
    // What is left is that it cannot take over.
    var unusedFinding = Doctor.ofDirector(guide.ds1()).examine().only("daemon");
  }
}
