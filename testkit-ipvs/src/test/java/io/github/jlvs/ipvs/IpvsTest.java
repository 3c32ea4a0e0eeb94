// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.ipvs.fake.FakeAge;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.ipvs.wire.ConnectionTable;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.fake.FakeFamilies;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The client against kernels that lack something, and against large tables. */
class IpvsTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);
  private static final Statistics LARGE =
      new Statistics(0x1_0000_0005L, 6, 7, 0x2_0000_0008L, 0x3_0000_0009L);

  @Test
  void a_kernel_without_ipvs_is_one_clear_error_and_the_socket_is_closed() {
    FakeKernel kernel = new FakeKernel(new FakeFamilies());
    NetlinkSocket socket = new NetlinkSocket(kernel, NetlinkOptions.defaults());

    assertThatExceptionOfType(IpvsUnavailableException.class)
        .isThrownBy(() -> Ipvs.over(socket, IpvsOptions.defaults().withoutModuleLoading()))
        .withMessageContaining("no IP Virtual Server (loading its module was not asked for); ");
    assertThat(kernel.isClosed()).isTrue();
  }

  @Test
  void what_to_do_about_missing_ipvs_depends_on_whether_the_kernel_loads_modules() {
    assertThat(new IpvsUnavailableException("why", true))
        .hasMessageContaining("(why); load the module as root with \"modprobe ip_vs\"");
    assertThat(new IpvsUnavailableException("why", false))
        .hasMessageEndingWith("(why); it loads no modules: start one built with CONFIG_IP_VS");
  }

  @Test
  void a_module_loaded_after_a_failed_attempt_is_found_by_the_next() {
    FakeFamilies families = new FakeFamilies();
    assertThatThrownBy(() -> FakeIpvsKernel.open(new FakeKernel(families)))
        .isInstanceOf(IpvsUnavailableException.class);
    families.register("IPVS", 1, (command, request, answer) -> {});

    FakeIpvsKernel.open(new FakeKernel(families)).close();
  }

  @Test
  void a_namespace_that_is_not_there_is_an_ipvs_exception_like_any_other() {
    IpvsOptions elsewhere =
        IpvsOptions.defaults().inNamespace(NetworkNamespace.named("jlvs-no-such-namespace"));

    assertThatExceptionOfType(IpvsException.class)
        .isThrownBy(() -> Ipvs.open(elsewhere))
        .withMessageStartingWith("open /run/netns/jlvs-no-such-namespace: ")
        .matches(e -> e.errno().equals(Errno.ENOENT));
  }

  @Test
  void connections_of_a_namespace_that_went_away_are_an_ipvs_exception_too() {
    NetworkNamespace gone = NetworkNamespace.named("jlvs-no-such-namespace");

    assertThatExceptionOfType(IpvsException.class)
        .isThrownBy(() -> new ConnectionTable(Optional.of(gone)).each(connection -> {}))
        .withMessageStartingWith("open /run/netns/jlvs-no-such-namespace: ")
        .matches(e -> e.errno().equals(Errno.ENOENT));
  }

  @Test
  void a_timeout_that_the_kernel_refuses_is_explained() {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      assertThatExceptionOfType(IpvsException.class)
          .isThrownBy(() -> ipvs.set(new Timeouts(Integer.MAX_VALUE, 0, 0)))
          .withMessage(
              "--set 2147483647 0 0: Invalid argument (EINVAL): a timeout is more than the kernel"
                  + " can count in its clock ticks");
    }
  }

  @Test
  void a_null_is_refused_before_anything_is_asked_of_the_kernel() {
    Operation noOperation = (new Operation[1])[0];
    Scope noScope = (new Scope[1])[0];
    try (Ipvs ipvs = new FakeIpvsKernel().withoutPermission().open()) {
      assertThatThrownBy(() -> ipvs.execute(noOperation))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("operation");
      assertThatThrownBy(() -> ipvs.reconcile(Table.EMPTY, noScope))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("scope");
    }
  }

  @Test
  void without_permission_every_call_says_so_and_what_helps() {
    try (Ipvs ipvs = new FakeIpvsKernel().withoutPermission().open()) {
      assertThatExceptionOfType(IpvsException.class)
          .isThrownBy(ipvs::services)
          // What helps depends on whether these tests run as root: PrivilegeTest has both.
          .withMessageStartingWith("list the virtual services: Operation not permitted (EPERM); ")
          .withMessageContaining("CAP_NET_ADMIN")
          .matches(e -> e.errno().equals(Errno.EPERM));
      assertThatExceptionOfType(IpvsException.class)
          .isThrownBy(ipvs::flush)
          .withMessageStartingWith("-C: Operation not permitted (EPERM)");
    }
  }

  @Test
  void a_kernel_without_64_bit_counters_gives_its_32_bits() {
    FakeIpvsKernel kernel = new FakeIpvsKernel(FakeAge.LINUX_3_10);
    try (Ipvs ipvs = kernel.open()) {
      ipvs.add(VirtualService.of(WEB, "rr"));
      kernel.count(WEB, LARGE, new Rates(1, 2, 3, 4, 5));

      ServiceStatus status = ipvs.service(WEB).orElseThrow();
      // Connections wrapped; bytes have 64 bits in either form.
      assertThat(status.statistics())
          .isEqualTo(new Statistics(5, 6, 7, 0x2_0000_0008L, 0x3_0000_0009L));
      assertThat(status.rates()).isEqualTo(new Rates(1, 2, 3, 4, 5));
    }
  }

  @Test
  void a_kernel_with_64_bit_counters_gives_them() {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    DestinationId server = DestinationId.of("10.0.0.1", 80);
    try (Ipvs ipvs = kernel.open()) {
      ipvs.add(VirtualService.of(WEB, "rr"));
      ipvs.add(WEB, Destination.of(server, Forwarding.MASQUERADE, 1));
      kernel.count(WEB, server, LARGE, Rates.ZERO);
      kernel.connections(WEB, server, 1, -1, 3);

      DestinationStatus status = ipvs.destinations(WEB).get(0);
      assertThat(status.statistics()).isEqualTo(LARGE);
      assertThat(status.inactiveConnections()).isEqualTo(4294967295L);
    }
  }

  @Test
  void a_kernel_that_names_no_family_of_a_destination_means_that_of_the_service() {
    ServiceId web6 = ServiceId.tcp("2001:db8::100", 80);
    Table table =
        Table.of(
            Table.Entry.of(
                VirtualService.of(WEB, "rr"),
                Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.MASQUERADE, 1)),
            Table.Entry.of(
                VirtualService.of(web6, "rr"),
                Destination.of(DestinationId.of("2001:db8::1", 80), Forwarding.MASQUERADE, 1)));
    try (Ipvs ipvs = new FakeIpvsKernel(FakeAge.LINUX_3_10).open()) {
      ipvs.reconcile(table);

      assertThat(ipvs.snapshot().table()).isEqualTo(table);
    }
  }

  @Test
  void an_empty_table_is_an_empty_list() {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      assertThat(ipvs.services()).isEmpty();
      assertThat(ipvs.destinations(WEB)).isEmpty();
      assertThat(ipvs.service(WEB)).isEmpty();
      assertThat(ipvs.daemons()).isEmpty();
      assertThat(ipvs.snapshot().table()).isEqualTo(Table.EMPTY);
    }
  }

  @Test
  void ten_thousand_destinations_come_whole_through_many_small_datagrams() {
    List<Operation> operations = new ArrayList<>();
    operations.add(new Operation.AddService(VirtualService.of(WEB, "rr")));
    IntStream.range(0, 10_000)
        .mapToObj(
            i ->
                Destination.of(
                    DestinationId.of("10.1." + i / 250 + "." + (1 + i % 250), 80),
                    Forwarding.MASQUERADE,
                    i))
        .forEach(each -> operations.add(new Operation.AddDestination(WEB, each)));
    FakeKernel connection = new FakeIpvsKernel().connect().withDumpDatagrams(3000);
    try (Ipvs ipvs = FakeIpvsKernel.open(connection)) {
      assertThat(ipvs.apply(operations)).allMatch(outcome -> outcome instanceof Outcome.Done);
      assertThat(connection.datagrams()).isLessThan(50);

      assertThat(ipvs.destinations(WEB))
          .hasSize(10_000)
          .extracting(status -> status.destination().weight())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void refusals_first_in_the_middle_and_last_of_a_batch_are_told_of_their_operations() {
    VirtualService service = VirtualService.of(WEB, "rr");
    Destination server =
        Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1);
    List<Operation> operations =
        List.of(
            new Operation.DeleteService(WEB), // not there yet
            new Operation.AddService(service),
            new Operation.AddDestination(WEB, server),
            new Operation.AddDestination(WEB, server), // there already
            new Operation.EditDestination(WEB, server.withWeight(5)),
            new Operation.EditDestination(WEB, server.withThresholds(1, 2))); // upside down
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      List<Outcome> outcomes = ipvs.apply(operations);

      assertThat(outcomes).extracting(Outcome::operation).isEqualTo(operations);
      assertThat(outcomes)
          .extracting(
              outcome ->
                  outcome instanceof Outcome.Refused refused
                      ? refused.cause().errno().name()
                      : "done")
          .containsExactly("ESRCH", "done", "done", "EEXIST", "done", "ERANGE");
      assertThat(outcomes.get(3))
          .hasToString(
              "-a -t 10.0.0.100:80 -r 10.0.0.1:80 -g -w 1: File exists (EEXIST): the service has"
                  + " this destination already; edit it");
      assertThat(ipvs.destinations(WEB).get(0).destination().weight()).isEqualTo(5);
    }
  }

  @Test
  void an_answer_without_what_it_must_have_is_an_error_and_the_client_goes_on() {
    FakeFamilies families = new FakeFamilies();
    int[] family = new int[1];
    family[0] =
        families.register(
            "IPVS",
            1,
            (command, request, answer) ->
                answer.message(family[0], FakeFamilies.body(command, out -> out.u32(77, 1))));
    try (Ipvs ipvs = FakeIpvsKernel.open(new FakeKernel(families))) {
      assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(ipvs::services);
      assertThat(ipvs.timeouts()).isEqualTo(new Timeouts(0, 0, 0));
    }
  }

  @Test
  void a_consumer_that_uses_the_client_is_told_not_to() {
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      ipvs.add(VirtualService.of(WEB, "rr"));

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> ipvs.eachService(service -> ipvs.destinations(service.id())));
      assertThat(ipvs.services()).hasSize(1);
    }
  }

  @Test
  void what_was_closed_says_so() {
    Ipvs ipvs = new FakeIpvsKernel().open();
    ipvs.close();
    ipvs.close();

    assertThatIllegalStateException().isThrownBy(ipvs::services).withMessageContaining("closed");
  }
}
