// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of unicast peers, and what is said of them. */
class UnicastTest {
  @Test
  void limits_of_a_peer_have_the_source_checked_too() throws UnknownHostException {
    RouterSetup router =
        right(
            "unicast_ttl 64",
            "unicast_peer {",
            "10.0.0.92 min_ttl 10 max_ttl 250",
            "10.0.0.93 max_ttl 0",
            "10.0.0.94",
            "}");

    assertThat(router.transport())
        .isEqualTo(
            new Transport.Unicast(
                List.of(
                    new Transport.Peer(ip("10.0.0.92"), 10, 250),
                    new Transport.Peer(ip("10.0.0.93"), 0, 0),
                    new Transport.Peer(ip("10.0.0.94"))),
                64,
                true));
  }

  @Test
  void the_source_is_checked_where_the_instance_or_global_defs_says_so()
      throws UnknownHostException {
    Transport checked =
        new Transport.Unicast(List.of(new Transport.Peer(ip("10.0.0.92"))), 255, true);
    String peer = "unicast_peer {\n10.0.0.92\n}";

    assertThat(right("check_unicast_src", peer).transport()).isEqualTo(checked);
    assertThat(
            read("global_defs {\nvrrp_check_unicast_src\n}\n" + Texts.instance(peer))
                .configuration()
                .orElseThrow()
                .routerSetups()
                .get(0)
                .transport())
        .isEqualTo(checked);
    assertThat(right(peer).transport()).isEqualTo(new Transport.Unicast(ip("10.0.0.92")));
  }

  @Test
  void without_a_peer_it_is_multicast_or_a_fault() {
    assertThat(read(Texts.instance("check_unicast_src", "unicast_ttl 5")).diagnostics())
        .hasSize(2)
        .allSatisfy(
            said ->
                assertThat(said.toString())
                    .contains("warning")
                    .contains("advertisements go to the multicast group"));

    ReadResult faulty = read(Texts.instance("unicast_fault_no_peer"));
    assertThat(faulty.configuration().orElseThrow().routerSetups().get(0).transport())
        .isEqualTo(new Transport.Unicast(List.of(), 255, false));
    assertThat(faulty.diagnostics())
        .singleElement()
        .asString()
        .contains("warning")
        .contains("stays in fault");
  }

  @Test
  void the_source_is_tracked_where_there_is_one_to_track() throws UnknownHostException {
    assertThat(right("track_src_ip", "mcast_src_ip 10.0.0.91").socketUse().trackSource()).isTrue();

    ReadResult nothing = read(Texts.instance("track_src_ip"));
    assertThat(
            nothing.configuration().orElseThrow().routerSetups().get(0).socketUse().trackSource())
        .isFalse();
    assertThat(nothing.diagnostics()).singleElement().asString().contains("'track_src_ip' is for");
  }

  @Test
  void what_would_make_two_masters_is_an_error() {
    assertThat(errors("unicast_peer {\n10.0.0.92 min_ttl 5 max_ttl 3\n}"))
        .contains("min_ttl 5 is above max_ttl 3: every packet of this peer would be refused");
    assertThat(errors("unicast_peer {\n10.0.0.92 ttl 5\n}"))
        .contains("'ttl' is not an option of a peer");
    assertThat(errors("unicast_peer {\n10.0.0.92 min_ttl\n}")).contains("a number, 0 to 255");
    assertThat(errors("unicast_peer {\n10.0.0.92 min_ttl 256\n}")).contains("out of range");
    assertThat(errors("unicast_ttl 0\nunicast_peer {\n10.0.0.92\n}")).contains("out of range");
  }

  private static RouterSetup right(String... lines) {
    ReadResult result = read(Texts.instance(lines));
    assertThat(result.diagnostics()).isEmpty();
    return result.configuration().orElseThrow().routerSetups().get(0);
  }

  private static String errors(String lines) {
    ReadResult result = read(Texts.instance(lines));
    assertThat(result.configuration()).isEmpty();
    return result.diagnostics().toString();
  }

  private static ReadResult read(String text) {
    return ConfigurationReader.read("t.conf", text, Texts.NO_FILES);
  }

  private static InetAddress ip(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
