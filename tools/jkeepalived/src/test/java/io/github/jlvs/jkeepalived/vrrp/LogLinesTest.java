// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Event.Election;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import io.github.jlvs.vrrp.linux.LateCause;
import io.github.jlvs.vrrp.linux.MissingSource;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final Inet4Address peer = (Inet4Address) address("10.0.0.1");

  @Test
  void states_are_told_in_keepaliveds_words() {
    assertThat(changed(State.INITIALIZE, State.BACKUP, Reason.STARTUP))
        .containsExactly("(V) Entering BACKUP STATE (init)");
    assertThat(changed(State.BACKUP, State.MASTER, Reason.MASTER_DOWN))
        .containsExactly("(V) Entering MASTER STATE");
    assertThat(changed(State.BACKUP, State.MASTER, Reason.SYNC_GROUP))
        .containsExactly("(V) Entering MASTER STATE");
    assertThat(changed(State.MASTER, State.FAULT, Reason.TRACKED_DOWN))
        .containsExactly("(V) Entering FAULT STATE");
    assertThat(changed(State.MASTER, State.INITIALIZE, Reason.SHUTDOWN)).isEmpty();
  }

  @Test
  void a_group_that_stops_says_nothing() {
    assertThat(lines(new RunnerEvent.GroupChanged("G", State.BACKUP, State.MASTER)))
        .containsExactly("VRRP_Group(G) Syncing instances to MASTER state");
    assertThat(lines(new RunnerEvent.GroupChanged("G", State.MASTER, State.INITIALIZE))).isEmpty();
  }

  /** That there are two is said when the other is heard for the first time. */
  @Test
  void that_there_are_no_longer_two_masters_is_said() {
    Event.AnotherMaster other = new Event.AnotherMaster(peer, 90, 100, Election.OURS_BY_PRIORITY);

    assertThat(lines(new RunnerEvent.TwoMasters("V", new RunnerEvent.Rival.Unyielding(other))))
        .isEmpty();
    assertThat(
            lines(new RunnerEvent.TwoMastersOver("V", peer, RunnerEvent.RivalryEnd.OTHER_SILENT)))
        .containsExactly("(V) no longer two masters: 10.0.0.1 is not heard any more");
    assertThat(
            lines(new RunnerEvent.TwoMastersOver("V", peer, RunnerEvent.RivalryEnd.OTHER_STOPPED)))
        .containsExactly("(V) no longer two masters: 10.0.0.1 has stopped");
    assertThat(lines(new RunnerEvent.TwoMastersOver("V", peer, RunnerEvent.RivalryEnd.YIELDED)))
        .containsExactly("(V) no longer two masters: 10.0.0.1 is the only one");
  }

  @Test
  void a_late_router_says_how_late_and_why() {
    Event.Late late = new Event.Late(Event.ProtocolTimer.ADVERTISEMENT, 2_310_999_999L);
    Event.Late down = new Event.Late(Event.ProtocolTimer.MASTER_DOWN, 61_000_000_000L);

    assertThat(lines(new RunnerEvent.Late("V", late, LateCause.STOPPED)))
        .containsExactly(
            "(V) advertisement 2310 ms late: the process was stopped (SIGSTOP, or a paused machine)");
    assertThat(lines(new RunnerEvent.Late("V", down, LateCause.COLLECTION)))
        .containsExactly("(V) master down timer 61000 ms late: the JVM collected garbage");
    assertThat(
            Arrays.stream(LateCause.values())
                .flatMap(cause -> lines(new RunnerEvent.Late("V", late, cause)).stream()))
        .hasSize(LateCause.values().length)
        .doesNotHaveDuplicates();
    assertThat(lines(new RunnerEvent.Observed("V", new Event.ListeningAfterStall(1))))
        .containsExactly("(V) late: listening once more before taking over");
    assertThat(lines(new RunnerEvent.Observed("V", new Event.AnnouncingAfterStall(1))))
        .containsExactly(
            "(V) late: another may have been master meanwhile, announcing the addresses again");
  }

  @Test
  void what_keeps_a_router_in_fault_is_named() {
    assertThat(lines(new RunnerEvent.TrackingChanged("V", "file F", false)))
        .containsExactly("(V): tracked file F now FAULT state");
    assertThat(lines(new RunnerEvent.TrackingChanged("V", "file F", true)))
        .containsExactly("(V): tracked file F leaving FAULT state");
    assertThat(lines(new RunnerEvent.TrackingChanged("V", "IPv4 address of eth0", false)))
        .containsExactly(
            "(V) IPv4 address of eth0: down or missing, no part in the election without it");
    assertThat(lines(new RunnerEvent.TrackingChanged("V", "IPv4 address of eth0", true)))
        .containsExactly("(V) IPv4 address of eth0: there again");
  }

  @Test
  void what_is_put_back_or_fails_says_whose_it_is() {
    assertThat(lines(new RunnerEvent.EntryRestored(Optional.of("V"), "route default table 254")))
        .containsExactly("(V) route default table 254 was removed by somebody else, put back");
    assertThat(lines(new RunnerEvent.EntryRestored(Optional.empty(), "address 10.0.0.1/24")))
        .containsExactly("Restoring deleted static address 10.0.0.1/24");
    assertThat(
            lines(
                new RunnerEvent.RouteFailed(
                    Optional.of("V"), "rule 5", false, "because", Optional.empty())))
        .containsExactly("(V) cannot remove rule 5: because");
    assertThat(
            lines(
                new RunnerEvent.RouteFailed(
                    Optional.empty(), "rule 5", true, "because", Optional.empty())))
        .containsExactly("Cannot add static rule 5: because");
    assertThat(
            lines(
                new RunnerEvent.SettingFailed(
                    "eth0",
                    "net/ipv4/conf/eth0/promote_secondaries",
                    new LinuxException("write 1", Errno.EROFS))))
        .singleElement()
        .asString()
        .startsWith("Cannot use the setting net/ipv4/conf/eth0/promote_secondaries: ");
  }

  @Test
  void each_election_between_masters_has_its_words() {
    assertThat(met(150, 100, Election.THEIRS_BY_PRIORITY))
        .isEqualTo("(V) Master received advert from 10.0.0.1 with higher priority 150, ours 100");
    assertThat(met(100, 100, Election.THEIRS_BY_ADDRESS))
        .isEqualTo(
            "(V) Master received advert from 10.0.0.1 with same priority 100 but higher IP address"
                + " than ours");
    assertThat(met(100, 150, Election.OURS_BY_PRIORITY))
        .isEqualTo(
            "(V) Received advert from 10.0.0.1 with lower priority 100, ours 150, forcing new"
                + " election");
    assertThat(met(100, 100, Election.OURS_BY_ADDRESS))
        .isEqualTo(
            "(V) Received advert from 10.0.0.1 with same priority 100 but lower IP address than"
                + " ours, forcing new election");
  }

  @Test
  void priority_zero_names_the_role_of_who_hears_it() {
    assertThat(observed(new Event.PriorityZeroReceived(peer, State.MASTER)))
        .containsExactly("(V) Master received priority 0 advertisement");
    assertThat(observed(new Event.PriorityZeroReceived(peer, State.BACKUP)))
        .containsExactly("(V) Backup received priority 0 advertisement");
  }

  /** keepalived's words; what differs and counts says what another router makes of it. */
  @Test
  void version_3_tells_the_masters_interval_and_what_differs() {
    assertThat(
            observed(
                new Event.MasterIntervalChanged(
                    peer, AdvertisementInterval.ofSeconds(1), new AdvertisementInterval(25))))
        .containsExactly("(V) advertisement interval updated from 1000ms to 250ms by master");
    assertThat(
            observed(
                new Event.DifferenceNoticed(
                    peer, new Rejection.AddressList(List.of(peer), List.of(peer, peer)))))
        .containsExactly(
            "(V) received an unexpected ip number count 2, expected 1! - packet from 10.0.0.1 taken"
                + " all the same: address list: mine [10.0.0.1], theirs [10.0.0.1, 10.0.0.1]"
                + " (keepalived before 2.3.3 would refuse ours: give both the same addresses)");
    assertThat(
            observed(
                new Event.DifferenceNoticed(
                    peer, new Rejection.ChecksumKind(Protocol.Checksum.PACKET_ALONE))))
        .containsExactly(
            "(V) packet from 10.0.0.1 taken all the same: checksum: mine with the pseudo header,"
                + " theirs without the pseudo header (a router that is strict about it refuses"
                + " ours: see v3_checksum_as_v2)");
    assertThat(observed(new Event.PacketRefused(peer, new Rejection.Version(List.of(3), 2))))
        .singleElement()
        .asString()
        .startsWith("(V) wrong version. Received 2 and expect 3 - MISMATCH");
  }

  @Test
  void a_mismatch_warns_of_two_masters_and_another_refusal_does_not() {
    assertThat(
            observed(
                new Event.PacketRefused(
                    peer,
                    new Rejection.Interval(
                        AdvertisementInterval.ofSeconds(1), AdvertisementInterval.ofSeconds(2)))))
        .containsExactly(
            "(V) advertisement interval mismatch mine=1 sec rcv'd=2 sec - MISMATCH, danger of two"
                + " masters: packet from 10.0.0.1 refused: advertisement interval: mine 1 s, theirs"
                + " 2 s");
    assertThat(observed(new Event.PacketRefused(peer, new Rejection.Ttl(255, 255, 64))))
        .containsExactly(
            "(V) invalid TTL/HL. Received 64 and expect 255 - packet from 10.0.0.1 refused: TTL:"
                + " mine 255, theirs 64");
    assertThat(observed(new Event.PacketRefused(peer, new Rejection.Ttl(10, 20, 9))))
        .containsExactly(
            "(V) TTL/HL 9 not in range 10 - 20 - packet from 10.0.0.1 refused: TTL: mine 10 to 20,"
                + " theirs 9");
    assertThat(observed(new Event.PacketRefused(peer, new Rejection.UnknownPeer(List.of(), peer))))
        .singleElement()
        .asString()
        .startsWith("(V) unicast source address 10.0.0.1 not a unicast peer - ");
  }

  @Test
  void what_holds_for_the_whole_host_is_said_in_keepaliveds_words() {
    assertThat(LogLines.of(new RunnerEvent.StartupDelayed(Duration.ofMillis(3500)), false))
        .containsExactly("Delaying startup for 3.5 seconds");
    assertThat(LogLines.of(new RunnerEvent.StartupDelayed(Duration.ofNanos(3_999_900_000L)), false))
        .containsExactly("Delaying startup for 4 seconds");
    assertThat(LogLines.of(new RunnerEvent.UnknownVirtualRouter("eth0", 52, peer, 1), false))
        .containsExactly(
            "Unknown VRID(52) received on interface(eth0). ignoring... - from 10.0.0.1");
    assertThat(LogLines.of(new RunnerEvent.UnknownVirtualRouter("eth0", 52, peer, 7), false))
        .singleElement()
        .asString()
        .endsWith("(7 times more)");
    assertThat(LogLines.of(new RunnerEvent.AcceptanceChanged("V", true), false))
        .containsExactly("(V) removing firewall drop rule");
    assertThat(LogLines.of(new RunnerEvent.AcceptanceChanged("V", false), false))
        .singleElement()
        .asString()
        .startsWith("(V) setting firewall drop rule");
    LinuxException cause = new LinuxException("set nftables table", Errno.EOPNOTSUPP);
    assertThat(LogLines.of(new RunnerEvent.FilterFailed("V", cause), false))
        .singleElement()
        .asString()
        .contains("set nftables table")
        .contains("is nftables in this kernel?");
  }

  @Test
  void a_password_is_never_told() {
    assertThat(observed(new Event.PacketRefused(peer, new Rejection.Password())))
        .containsExactly(
            "(V) received an invalid passwd! - MISMATCH, danger of two masters: packet from"
                + " 10.0.0.1 refused: password: mine (not shown), theirs (not shown)");
  }

  @Test
  void a_key_and_a_clock_that_differ_are_told_apart() {
    assertThat(
            observed(
                new Event.PacketRefused(
                    peer, new Rejection.Hmac(new HmacVerdict.InvalidHmac(7, 12)))))
        .containsExactly(
            "(V) MISMATCH, danger of two masters: packet from 10.0.0.1 refused: HMAC: not signed"
                + " with this router's key 7: compare that key on both routers; if it is the same,"
                + " the message is forged");
    assertThat(
            observed(
                new Event.PacketRefused(
                    peer, new Rejection.Hmac(new HmacVerdict.Stale(7, -61_000, 5)))))
        .containsExactly(
            "(V) MISMATCH, danger of two masters: packet from 10.0.0.1 refused: HMAC: its time is"
                + " 61.000 s behind mine, more than the window of 5 s, if it is no old message: put"
                + " the clocks right (NTP) on both routers");
    assertThat(observed(new Event.PacketRefused(peer, new Rejection.Signed(7))))
        .containsExactly(
            "(V) MISMATCH, danger of two masters: packet from 10.0.0.1 refused: HMAC: mine none (no"
                + " auth_hmac), theirs signed with key 7");
  }

  @Test
  void what_is_not_signed_yet_is_told_and_counts() {
    assertThat(
            observed(
                new Event.DifferenceNoticed(peer, new Rejection.Hmac(new HmacVerdict.Unsigned()))))
        .containsExactly(
            "(V) packet from 10.0.0.1 taken all the same: HMAC: not signed: its sender will not be"
                + " heard any more once the mode is enforce");
  }

  @Test
  void what_is_repeated_is_the_same_line_with_a_count() {
    Event last = new Event.LowerPriorityDiscarded(peer, 90, 100);

    assertThat(lines(new RunnerEvent.Repeated("V", last, 7, false)))
        .containsExactly(
            "(V) received lower priority (90) advert from 10.0.0.1 - discarding (7 times more)");
    assertThat(lines(new RunnerEvent.Repeated("V", last, 7, true)).get(0))
        .endsWith("(7 times more, from several peers)");
  }

  @Test
  void an_address_that_another_host_had_is_said_to_be_there() {
    VirtualAddress vip = VirtualAddress.of(address("2001:db8::1"), 64);

    assertThat(lines(new RunnerEvent.AddressRecovered(Optional.of("V"), vip, "eth0")))
        .containsExactly("(V) 2001:db8::1/64 is in place on eth0 now");
    assertThat(lines(new RunnerEvent.AddressRecovered(Optional.empty(), vip, "eth0")))
        .containsExactly("Static 2001:db8::1/64 is in place on eth0 now");
  }

  @Test
  void why_there_is_no_address_to_send_from_is_said_with_what_to_do() {
    assertThat(missing(new MissingSource.None(), true))
        .isEqualTo(
            "(V) eth0 has no link-local address of its own: ip link set eth0 addrgenmode eui64, or"
                + " ip address add fe80::X/64 dev eth0");
    assertThat(missing(new MissingSource.None(), false))
        .endsWith("which routed peers need: ip address add X/64 dev eth0");
    assertThat(missing(new MissingSource.LookedFor(address("fe80::1")), true))
        .startsWith("(V) fe80::1 of eth0 is looked for on the link");
    assertThat(missing(new MissingSource.Duplicate(address("fe80::1")), true))
        .startsWith("(V) fe80::1 of eth0 is not used, as another host on the link has it")
        .endsWith("then ip link set eth0 down and up");
    assertThat(missing(new MissingSource.Ipv6Off(), true))
        .startsWith(
            "(V) IPv6 is off on eth0: sysctl -w net/ipv6/conf/eth0/disable_ipv6=0 (with accept_dad");
    assertThat(missing(new MissingSource.NoIpv6(), true))
        .isEqualTo("(V) eth0 has no IPv6: its MTU is below 1280, or the kernel has none");
  }

  private static String missing(MissingSource why, boolean linkLocal) {
    return lines(new RunnerEvent.SourceMissing("V", "eth0", linkLocal, why)).get(0);
  }

  @Test
  void another_instance_of_this_host_that_is_heard_is_a_danger() {
    assertThat(lines(new RunnerEvent.OwnRouterHeard("V", "eth0", "W", "eth0.10", 51, 1)))
        .containsExactly(
            "(V) MISMATCH, danger of two masters: eth0 hears (W) of this host, which sends by"
                + " eth0.10: both lead to one link, where VRID 51 is one virtual router: separate"
                + " the links, or give one of the two another VRID");
    assertThat(lines(new RunnerEvent.OwnRouterHeard("V", "eth0", "W", "eth0.10", 51, 7)).get(0))
        .endsWith("another VRID (7 times more)");
  }

  @Test
  void announcements_are_detail() {
    RunnerEvent ipv4 = new RunnerEvent.AddressAnnounced("V", "eth0", address("10.0.0.9"));
    RunnerEvent ipv6 = new RunnerEvent.AddressAnnounced("V", "eth0", address("2001:db8::1"));

    assertThat(LogLines.of(ipv4, false)).isEmpty();
    assertThat(LogLines.of(ipv4, true))
        .containsExactly("Sending gratuitous ARP on eth0 for 10.0.0.9");
    assertThat(LogLines.of(ipv6, true))
        .containsExactly("Sending unsolicited Neighbour Advert on eth0 for 2001:db8::1");
  }

  /** So it is with keepalived, whose log without -D tells of states. */
  @Test
  void how_a_state_comes_about_is_detail() {
    detail(new RunnerEvent.PriorityZeroSent("V"), "(V) sent 0 priority");
    detail(new RunnerEvent.AddressesAdded("V"), "(V) setting VIPs.");
    detail(new RunnerEvent.AddressesRemoved("V"), "(V) removing VIPs.");
    Event zero = new Event.PriorityZeroReceived(peer, State.BACKUP);
    detail(new RunnerEvent.Observed("V", zero), "(V) Backup received priority 0 advertisement");
    detail(
        new RunnerEvent.Repeated("V", zero, 2, false),
        "(V) Backup received priority 0 advertisement (2 times more)");
    detail(
        new RunnerEvent.Observed("V", new Event.PreemptDelayStarted(1_500_000_000L)),
        "(V) start preempt delay (1.500000)");
    assertThat(
            LogLines.of(
                new RunnerEvent.StateChanged(
                    "V", State.BACKUP, State.MASTER, Reason.MASTER_DOWN, 100, Optional.empty()),
                true))
        .containsExactly("(V) Receive advertisement timeout", "(V) Entering MASTER STATE");
  }

  private static void detail(RunnerEvent event, String line) {
    assertThat(LogLines.of(event, false)).isEmpty();
    assertThat(LogLines.of(event, true)).containsExactly(line);
  }

  @Test
  void what_is_not_known_is_said_to_be_unknown() {
    Rejection rejection = new Rejection.IpHeader("IP header", "at least 20 octets", "3 octets");

    assertThat(
            lines(new RunnerEvent.UnusableDatagrams("eth0", Optional.empty(), rejection, 3)).get(0))
        .startsWith("3 unusable datagrams on eth0, the last from somewhere unknown: ");
    assertThat(lines(new RunnerEvent.SourceChanged("V", Optional.empty())))
        .containsExactly("(V) its interface has no address to send from");
    assertThat(lines(new RunnerEvent.SourceChanged("V", Optional.of(peer))))
        .containsExactly("(V) sends from 10.0.0.1");
  }

  @Test
  void a_name_is_no_format() {
    Event started = new Event.PreemptDelayStarted(6_000_000_000L);
    assertThat(LogLines.of(new RunnerEvent.Observed("%s", started), true))
        .containsExactly("(%s) start preempt delay (6.000000)");
  }

  private List<String> changed(State from, State to, Reason reason) {
    return lines(new RunnerEvent.StateChanged("V", from, to, reason, 100, Optional.empty()));
  }

  private String met(int theirs, int ours, Election election) {
    return observed(new Event.AnotherMaster(peer, theirs, ours, election)).get(0);
  }

  private static List<String> observed(Event event) {
    return LogLines.of(new RunnerEvent.Observed("V", event), true);
  }

  private static List<String> lines(RunnerEvent event) {
    return LogLines.of(event, false);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
