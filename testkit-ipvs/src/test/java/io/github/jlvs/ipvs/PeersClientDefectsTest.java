// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static io.github.jlvs.ipvs.wire.IpvsHeader.IPVS_CMD_SET_DEST;
import static io.github.jlvs.ipvs.wire.IpvsHeader.IPVS_CMD_SET_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.DumpOutcome;
import io.github.jlvs.netlink.fake.FakeFamilies;
import io.github.jlvs.netlink.fake.FakeKernel;
import io.github.jlvs.netlink.fake.FakeRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mistakes of other IPVS libraries' clients, which this one is not to make. */
class PeersClientDefectsTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);
  private static final Destination SERVER =
      Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1);

  private static int lastCommand(FakeKernel connection) {
    FakeRequest last = connection.requests().get(connection.requests().size() - 1);
    return last.payload().get(0);
  }

  /** pyroute2: an update was sent as a deletion. */
  @Test
  void an_edit_is_sent_as_an_edit() {
    FakeKernel connection = new FakeIpvsKernel().connect();
    try (Ipvs ipvs = FakeIpvsKernel.open(connection)) {
      ipvs.add(VirtualService.of(WEB, "rr"));
      ipvs.add(WEB, SERVER);
      ipvs.edit(VirtualService.of(WEB, "wlc"));
      assertThat(lastCommand(connection)).isEqualTo(IPVS_CMD_SET_SERVICE);
      ipvs.edit(WEB, SERVER.withWeight(2));
      assertThat(lastCommand(connection)).isEqualTo(IPVS_CMD_SET_DEST);
    }
  }

  /** moby/ipvs: after its receive timeout it waited again, for ever. */
  @Test
  void a_silent_kernel_ends_in_a_timeout() {
    FakeFamilies families = new FakeFamilies();
    families.register("IPVS", 1, (command, request, answer) -> answer.keepSilent());
    try (Ipvs ipvs = FakeIpvsKernel.open(new FakeKernel(families))) {
      assertThatExceptionOfType(IpvsException.class)
          .isThrownBy(ipvs::services)
          .matches(e -> e.errno().equals(Errno.ETIMEDOUT));
    }
  }

  /** moby/ipvs: the family was looked up once a process, and a failure was remembered. */
  @Test
  void every_client_looks_the_family_up_itself() {
    FakeFamilies families = new FakeFamilies();
    FakeKernel before = new FakeKernel(families);
    assertThatExceptionOfType(IpvsUnavailableException.class)
        .isThrownBy(() -> FakeIpvsKernel.open(before));
    int[] family = new int[1];
    families.register("OTHER", 1, (command, request, answer) -> {});
    family[0] = families.register("IPVS", 1, (command, request, answer) -> {});
    FakeKernel after = new FakeKernel(families);
    try (Ipvs ipvs = FakeIpvsKernel.open(after)) {
      ipvs.flush();
    }
    assertThat(after.requests().get(1).type()).isEqualTo(family[0]);
  }

  /** moby/ipvs: a handle on a kernel without IPVS was no error. */
  @Test
  void a_client_of_a_kernel_without_ipvs_cannot_be_made() {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    kernel.unload();
    assertThatExceptionOfType(IpvsUnavailableException.class).isThrownBy(kernel::open);
  }

  /** cloudflare/ipvs: an empty table was an error. */
  @Test
  void an_empty_table_is_no_error() {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      assertThat(ipvs.services()).isEmpty();
      ipvs.add(VirtualService.of(WEB, "rr"));
      assertThat(ipvs.destinations(WEB)).isEmpty();
    }
  }

  /** cloudflare/ipvs: the persistence engine was never sent; masks of flags were always all. */
  @Test
  void engines_and_flag_masks_reach_the_kernel() {
    ServiceId sip = ServiceId.udp("10.0.0.100", 5060);
    VirtualService service =
        VirtualService.of(sip, "sh")
            .withFlags(ServiceFlags.SH_PORT)
            .withPersistence(60)
            .withPersistenceEngine("sip");
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      ipvs.add(service);
      assertThat(ipvs.service(sip).orElseThrow().service()).isEqualTo(service);

      ipvs.execute(
          new Operation.EditService(
              service.withFlags(ServiceFlags.SH_FALLBACK), ServiceFlags.SH_FALLBACK.bits()));
      assertThat(ipvs.service(sip).orElseThrow().service().flags())
          .isEqualTo(ServiceFlags.SH_FALLBACK.with(ServiceFlags.SH_PORT));
    }
  }

  /** moby/ipvs: an IPv6 destination of an IPv4 service was written as IPv4. */
  @Test
  void a_destination_of_another_family_keeps_it() {
    Destination ipv6 = Destination.of(DestinationId.of("2001:db8::1", 80), Forwarding.IPIP, 1);
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      ipvs.add(VirtualService.of(WEB, "rr"));
      ipvs.add(WEB, ipv6);
      assertThat(ipvs.destinations(WEB).get(0).destination()).isEqualTo(ipv6);
    }
  }

  /** All: the mark of an interrupted dump was passed over. IPVS sends none today. */
  @Test
  void an_interrupted_list_is_told_and_read_again() {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    FakeKernel connection = kernel.connect();
    try (Ipvs ipvs = FakeIpvsKernel.open(connection)) {
      ipvs.add(VirtualService.of(WEB, "rr"));
      kernel.interrupting(1);
      assertThat(ipvs.eachService(service -> {})).isEqualTo(DumpOutcome.INTERRUPTED);
      assertThat(ipvs.eachService(service -> {})).isEqualTo(DumpOutcome.CONSISTENT);

      kernel.interrupting(2);
      int before = connection.requests().size();
      assertThat(ipvs.services()).hasSize(1);
      assertThat(connection.requests()).hasSize(before + 3);
    }
  }

  /** All but the C tools: the synchronisation daemon was missing, or had two options. */
  @Test
  void a_daemon_is_started_with_all_its_options_listed_and_stopped() {
    SyncDaemon daemon =
        new SyncDaemon(
            SyncDaemon.State.MASTER,
            "eth0",
            7,
            1400,
            Optional.of(IpAddresses.literal("ff05::99")),
            9000,
            5);
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      ipvs.start(daemon);
      assertThat(ipvs.daemons()).containsExactly(daemon);
      ipvs.stop(SyncDaemon.State.MASTER);
      assertThat(ipvs.daemons()).isEmpty();
    }
  }
}
