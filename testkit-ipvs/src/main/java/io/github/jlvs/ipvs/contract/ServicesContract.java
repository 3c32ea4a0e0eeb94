// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.SyncDaemon.State;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What IPVS does with services, timeouts and synchronisation daemons. */
public abstract class ServicesContract extends IpvsContract {
  /**
   * The contract of a kernel.
   *
   * @param kernel its table is emptied before each test
   */
  protected ServicesContract(KernelUnderContract kernel) {
    super(kernel);
  }

  private static List<VirtualService> services() {
    VirtualService web = VirtualService.of(WEB, "sh");
    VirtualService web6 = VirtualService.of(WEB6, "mh");
    VirtualService udp = VirtualService.of(ServiceId.udp("10.0.0.100", 53), "rr");
    return List.of(
        web,
        web.withFlags(ServiceFlags.SH_FALLBACK),
        web.withFlags(ServiceFlags.SH_FALLBACK.with(ServiceFlags.SH_PORT)),
        web.withPersistence(300),
        web.withPersistence(new Persistence(2678400, Netmask.prefix(AddressFamily.IPV4, 24))),
        web.withPersistence(
            new Persistence(1, new Netmask(AddressFamily.IPV4, 0xFF00FF00))), // not contiguous
        web.withPersistence(new Persistence(60, Netmask.prefix(AddressFamily.IPV4, 0))),
        web6,
        web6.withFlags(ServiceFlags.MH_PORT),
        web6.withPersistence(60),
        web6.withPersistence(new Persistence(60, Netmask.prefix(AddressFamily.IPV6, 1))),
        udp.withFlags(ServiceFlags.ONE_PACKET),
        udp.withPersistence(60).withPersistenceEngine("sip"),
        udp.withPersistence(60)
            .withPersistenceEngine("sip")
            .withFlags(ServiceFlags.ONE_PACKET.with(ServiceFlags.SCHEDULER_3)),
        udp.withPersistenceEngine("sip"), // kept, though it works for persistent ones alone
        VirtualService.of(ServiceId.sctp("10.0.0.100", 3868), "nq"),
        VirtualService.of(ServiceId.tcp("10.0.0.100", 0), "wlc").withPersistence(360),
        VirtualService.of(ServiceId.tcp("10.0.0.100", 65535), "none"),
        VirtualService.of(ServiceId.mark(1), "lc"),
        VirtualService.of(ServiceId.mark(4294967295L), "dh"),
        VirtualService.of(ServiceId.mark6(1), "sed")
            .withPersistence(new Persistence(60, Netmask.prefix(AddressFamily.IPV6, 64))));
  }

  @Test
  void a_service_is_listed_as_it_was_added() {
    for (VirtualService service : services()) {
      done(new Operation.AddService(service));

      assertThat(ipvs().services()).extracting(ServiceStatus::service).containsExactly(service);
      assertThat(ipvs().service(service.id()))
          .hasValueSatisfying(
              status -> {
                assertThat(status.service()).isEqualTo(service);
                assertThat(status.statistics()).isEqualTo(Statistics.ZERO);
              });
      ipvs().delete(service.id());
    }
  }

  @Test
  void a_service_is_listed_as_it_was_edited() {
    for (VirtualService service : services()) {
      ipvs().add(VirtualService.of(service.id(), "wrr").withPersistence(7));
      done(new Operation.EditService(service));

      assertThat(ipvs().services()).extracting(ServiceStatus::service).containsExactly(service);
      ipvs().flush();
    }
  }

  @Test
  void every_scheduler_can_be_chosen() {
    ipvs().add(VirtualService.of(WEB, "rr"));
    for (String scheduler :
        List.of(
            "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh", "none",
            "rr")) {
      ipvs().edit(VirtualService.of(WEB, scheduler));
      assertThat(ipvs().service(WEB).orElseThrow().service().scheduler()).isEqualTo(scheduler);
    }
    compare();
  }

  @Test
  void the_same_address_serves_as_many_services_as_there_are_protocols_ports_and_marks() {
    List<ServiceId> ids =
        List.of(
            WEB,
            ServiceId.tcp("10.0.0.100", 81),
            ServiceId.udp("10.0.0.100", 80),
            ServiceId.sctp("10.0.0.100", 80),
            ServiceId.tcp("10.0.0.101", 80),
            ServiceId.mark(80),
            ServiceId.mark6(80),
            WEB6);
    ids.forEach(id -> done(new Operation.AddService(VirtualService.of(id, "rr"))));

    assertThat(ipvs().services())
        .extracting(ServiceStatus::id)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void what_is_there_cannot_be_added_and_what_is_not_cannot_be_changed() {
    VirtualService service = VirtualService.of(WEB, "rr");
    refused("ESRCH", new Operation.EditService(service));
    refused("ESRCH", new Operation.DeleteService(WEB));
    refused("ESRCH", new Operation.ZeroService(WEB));
    done(new Operation.AddService(service));
    refused("EEXIST", new Operation.AddService(service.withScheduler("wlc")));
    done(new Operation.DeleteService(WEB));
    assertThat(ipvs().service(WEB)).isEmpty();
    refused("ESRCH", new Operation.DeleteService(WEB));
  }

  @Test
  void a_scheduler_or_engine_that_the_kernel_lacks_is_refused_and_the_service_stays_as_it_was() {
    VirtualService service = VirtualService.of(WEB, "rr");
    refused("ENOENT", new Operation.AddService(service.withScheduler("nosuch")));
    refused("ENOENT", new Operation.AddService(service.withPersistenceEngine("nosuch")));
    done(new Operation.AddService(service));
    refused("ENOENT", new Operation.EditService(service.withScheduler("nosuch")));
    refused("ENOENT", new Operation.EditService(service.withPersistenceEngine("nosuch")));
  }

  @Test
  void an_edit_with_a_mask_leaves_the_other_flags_alone() {
    VirtualService service =
        VirtualService.of(WEB, "sh").withFlags(ServiceFlags.SH_PORT).withPersistence(60);
    done(new Operation.AddService(service));
    done(
        new Operation.EditService(
            VirtualService.of(WEB, "sh").withFlags(ServiceFlags.SH_FALLBACK),
            ServiceFlags.SH_FALLBACK.bits()));

    VirtualService edited = ipvs().service(WEB).orElseThrow().service();
    assertThat(edited.flags()).isEqualTo(ServiceFlags.SH_FALLBACK.with(ServiceFlags.SH_PORT));
    assertThat(edited.persistence()).contains(Persistence.of(AddressFamily.IPV4, 0));
  }

  @Test
  void a_deleted_service_takes_its_destinations_along() {
    VirtualService service = VirtualService.of(WEB, "rr");
    done(new Operation.AddService(service));
    done(new Operation.AddDestination(WEB, routed("10.0.0.1", 1)));
    done(new Operation.DeleteService(WEB));
    done(new Operation.AddService(service));

    assertThat(ipvs().destinations(WEB)).isEmpty();
  }

  @Test
  void a_flush_empties_the_table_and_an_empty_one_can_be_flushed() {
    done(new Operation.Flush());
    done(new Operation.AddService(VirtualService.of(WEB, "rr")));
    done(new Operation.AddService(VirtualService.of(ServiceId.mark(1), "rr")));
    done(new Operation.Flush());

    assertThat(ipvs().snapshot().table()).isEqualTo(Table.EMPTY);
  }

  @Test
  void counters_can_be_set_to_zero_one_by_one_and_all_at_once() {
    done(new Operation.ZeroAll());
    done(new Operation.AddService(VirtualService.of(WEB, "rr")));
    done(new Operation.ZeroService(WEB));
    done(new Operation.ZeroAll());
    assertThat(ipvs().service(WEB).orElseThrow().statistics()).isEqualTo(Statistics.ZERO);
  }

  @Test
  void a_thousand_services_come_whole() {
    List<Operation> operations =
        IntStream.rangeClosed(1, 1000)
            .<Operation>mapToObj(
                mark -> new Operation.AddService(VirtualService.of(ServiceId.mark(mark), "rr")))
            .toList();
    ipvs().apply(operations);
    compare();

    assertThat(ipvs().services())
        .extracting(ServiceStatus::id)
        .doesNotHaveDuplicates()
        .hasSize(1000);
  }

  @Test
  void timeouts_are_set_and_zero_keeps_what_is_there() {
    done(new Operation.SetTimeouts(new Timeouts(901, 121, 301)));
    assertThat(ipvs().timeouts()).isEqualTo(new Timeouts(901, 121, 301));
    done(new Operation.SetTimeouts(new Timeouts(0, 99, 0)));
    assertThat(ipvs().timeouts()).isEqualTo(new Timeouts(901, 99, 301));
    refused("EINVAL", new Operation.SetTimeouts(new Timeouts(Integer.MAX_VALUE, 0, 0)));
    assertThat(ipvs().timeouts()).isEqualTo(new Timeouts(901, 99, 301));
  }

  @Test
  void a_daemon_of_each_state_runs_with_the_kernels_choices_or_ones_own() {
    assertThat(ipvs().daemons()).isEmpty();
    done(new Operation.StartDaemon(SyncDaemon.of(State.MASTER, multicastInterface(), 7)));
    SyncDaemon backup =
        new SyncDaemon(
            State.BACKUP,
            multicastInterface(),
            255,
            1300,
            Optional.of(IpAddresses.literal("224.0.0.99")),
            9999,
            3);
    done(new Operation.StartDaemon(backup));

    assertThat(ipvs().daemons())
        .containsExactlyInAnyOrder(
            new SyncDaemon(
                State.MASTER,
                multicastInterface(),
                7,
                1472,
                Optional.of(IpAddresses.literal("224.0.0.81")),
                8848,
                1),
            backup);
    done(new Operation.StopDaemon(State.MASTER));
    assertThat(ipvs().daemons()).containsExactly(backup);
    done(new Operation.StopDaemon(State.BACKUP));
    assertThat(ipvs().daemons()).isEmpty();
  }

  @Test
  void a_daemon_runs_once_and_needs_an_interface_and_a_multicast_group() {
    SyncDaemon daemon = SyncDaemon.of(State.MASTER, multicastInterface(), 0);
    refused("ESRCH", new Operation.StopDaemon(State.MASTER));
    refused("ENODEV", new Operation.StartDaemon(SyncDaemon.of(State.MASTER, "nosuch0", 0)));
    refused(
        "EINVAL",
        new Operation.StartDaemon(
            new SyncDaemon(
                State.MASTER,
                multicastInterface(),
                0,
                0,
                Optional.of(IpAddresses.literal("10.0.0.1")),
                0,
                0)));
    done(new Operation.StartDaemon(daemon));
    refused("EEXIST", new Operation.StartDaemon(daemon));
    done(new Operation.StopDaemon(State.MASTER));
    refused("ESRCH", new Operation.StopDaemon(State.MASTER));
  }

  @Test
  void a_daemon_and_a_destination_of_another_family_exclude_each_other() {
    Operation mixed =
        new Operation.AddDestination(
            WEB6, Destination.of(DestinationId.of("10.0.0.1", 443), Forwarding.IPIP, 1));
    Operation start =
        new Operation.StartDaemon(SyncDaemon.of(State.MASTER, multicastInterface(), 0));
    done(new Operation.AddService(VirtualService.of(WEB6, "rr")));
    done(start);
    refused("EINVAL", mixed);
    done(new Operation.StopDaemon(State.MASTER));
    done(mixed);
    refused("EINVAL", start);
  }
}
