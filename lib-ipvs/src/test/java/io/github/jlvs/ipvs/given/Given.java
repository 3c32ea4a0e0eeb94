// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.given;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Values of every shape the records allow, for properties. */
public class Given extends DomainContextBase {
  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  public static Arbitrary<InetAddress> addresses(AddressFamily family) {
    Arbitrary<byte[]> any =
        Arbitraries.bytes().array(byte[].class).ofSize(family.bits() / Byte.SIZE);
    Arbitrary<InetAddress> odd =
        family == AddressFamily.IPV4
            ? Arbitraries.of("10.0.0.1", "172.16.0.1", "192.168.0.1", "0.0.0.0", "255.255.255.255")
                .map(IpAddresses::literal)
            : Arbitraries.of("::", "::1", "2001:db8::1", "::ffff:10.0.0.1", "fe80::1", "1::2:0:0:3")
                .map(IpAddresses::literal);
    return Arbitraries.oneOf(any.map(IpAddresses::ofBytes), odd);
  }

  public static Arbitrary<AddressFamily> families() {
    return Arbitraries.of(AddressFamily.class);
  }

  private static Arbitrary<Integer> ports() {
    return Arbitraries.integers().between(0, 65535);
  }

  private static Arbitrary<Long> unsigned32() {
    return Arbitraries.longs().between(0, UNSIGNED_32);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(15);
  }

  @Provide
  Arbitrary<ServiceId> serviceIds() {
    Arbitrary<ServiceId> addressed =
        Combinators.combine(
                Arbitraries.of(IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, new IpProtocol(47)),
                families().flatMap(Given::addresses),
                ports())
            .as(ServiceId.Address::new);
    Arbitrary<ServiceId> marks =
        Combinators.combine(Arbitraries.longs().between(1, UNSIGNED_32), families())
            .as(ServiceId.FirewallMark::new);
    return Arbitraries.oneOf(addressed, marks);
  }

  private static Arbitrary<Persistence> persistences(AddressFamily family) {
    Arbitrary<Netmask> masks =
        family == AddressFamily.IPV4
            ? Arbitraries.integers().map(bits -> new Netmask(family, bits))
            : Arbitraries.integers().between(1, 128).map(length -> new Netmask(family, length));
    return Combinators.combine(unsigned32(), masks).as(Persistence::new);
  }

  @Provide
  Arbitrary<VirtualService> services() {
    return serviceIds()
        .flatMap(
            id ->
                Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.of("rr", "wlc", "sh", "mh"), names()),
                        Arbitraries.integers().map(ServiceFlags::ofKernel),
                        persistences(id.family()).optional(),
                        names().optional())
                    .as(
                        (scheduler, flags, persistence, engine) ->
                            new VirtualService(id, scheduler, flags, persistence, engine)));
  }

  private static Arbitrary<TunnelFlags> tunnelFlags() {
    return Arbitraries.integers().between(0, 0xFFFF).map(TunnelFlags::new);
  }

  public static Arbitrary<Forwarding> forwardings() {
    Arbitrary<Forwarding> methods =
        Arbitraries.of(0, 1, 3, 4, 5, 6, 7).map(code -> Forwarding.of(code, Encapsulation.IPIP));
    Arbitrary<Forwarding> tunnels =
        Combinators.combine(Arbitraries.integers().between(0, 255), ports(), tunnelFlags())
            .as((type, port, flags) -> new Forwarding.Tunnel(Encapsulation.of(type, port, flags)));
    Arbitrary<Forwarding> common =
        Arbitraries.of(
            Forwarding.IPIP,
            new Forwarding.Tunnel(new Encapsulation.Gue(6080, TunnelFlags.CHECKSUM)),
            new Forwarding.Tunnel(new Encapsulation.Gre(TunnelFlags.NO_CHECKSUM)));
    return Arbitraries.oneOf(methods, tunnels, common);
  }

  @Provide
  Arbitrary<DestinationId> destinationIds() {
    return Combinators.combine(families().flatMap(Given::addresses), ports())
        .as(DestinationId::new);
  }

  @Provide
  Arbitrary<Destination> destinations() {
    return Combinators.combine(
            destinationIds(),
            forwardings(),
            Arbitraries.integers().between(0, Integer.MAX_VALUE),
            unsigned32(),
            unsigned32())
        .as(Destination::new);
  }

  @Provide
  Arbitrary<SyncDaemon> daemons() {
    return Combinators.combine(
            Arbitraries.of(SyncDaemon.State.class),
            names(),
            Arbitraries.integers().between(0, 255),
            Arbitraries.integers().between(0, 65507),
            families().flatMap(Given::addresses).optional(),
            ports(),
            Arbitraries.integers().between(0, 255))
        .as(SyncDaemon::new);
  }

  @Provide
  Arbitrary<Statistics> statistics() {
    Arbitrary<Long> any = Arbitraries.longs();
    return Combinators.combine(any, any, any, any, any).as(Statistics::new);
  }

  @Provide
  Arbitrary<Rates> rates() {
    Arbitrary<Long> any = Arbitraries.longs();
    return Combinators.combine(any, any, any, any, any).as(Rates::new);
  }

  /** Tables over few identities, so that two of them have much in common. */
  @Provide
  Arbitrary<Table> tables() {
    Arbitrary<ServiceId> ids =
        Arbitraries.of(
            ServiceId.tcp("10.0.0.1", 80),
            ServiceId.tcp("10.0.0.1", 443),
            ServiceId.udp("192.168.0.1", 53),
            ServiceId.tcp("2001:db8::1", 80),
            ServiceId.mark(1),
            ServiceId.mark6(1));
    Arbitrary<Table.Entry> entries =
        Combinators.combine(
                ids, Arbitraries.of("rr", "wlc"), Arbitraries.of(0L, 300L), smallDestinations())
            .as(
                (id, scheduler, seconds, destinations) -> {
                  VirtualService service = VirtualService.of(id, scheduler);
                  return new Table.Entry(
                      seconds == 0 ? service : service.withPersistence(seconds),
                      destinations.stream().map(each -> possible(id, each)).toList());
                });
    return entries.list().uniqueElements(Table.Entry::id).ofMaxSize(6).map(Table::new);
  }

  /** A destination of another family than its service needs a tunnel. */
  private static Destination possible(ServiceId service, Destination destination) {
    return service.family() == destination.id().family()
        ? destination
        : Destination.of(destination.id(), Forwarding.IPIP, destination.weight());
  }

  private static Arbitrary<List<Destination>> smallDestinations() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5),
            Arbitraries.of(Forwarding.MASQUERADE, Forwarding.IPIP),
            Arbitraries.integers().between(0, 2))
        .as(
            (host, forwarding, weight) ->
                Destination.of(DestinationId.of("10.1.0." + host, 80), forwarding, weight))
        .list()
        .uniqueElements(Destination::id)
        .ofMaxSize(5);
  }

  /** A table as it may be observed: some destinations have connections. */
  @Provide
  Arbitrary<Snapshot> snapshots() {
    return Combinators.combine(tables(), Arbitraries.longs().between(0, 2).list().ofSize(30))
        .as(
            (table, counts) -> {
              int[] next = new int[1];
              return new Snapshot(
                  table.entries().stream()
                      .map(
                          entry ->
                              new Snapshot.Entry(
                                  new ServiceStatus(entry.service(), Statistics.ZERO, Rates.ZERO),
                                  entry.destinations().stream()
                                      .map(each -> observed(each, counts.get(next[0]++ % 30)))
                                      .toList()))
                      .toList());
            });
  }

  public static DestinationStatus observed(Destination destination, long active) {
    return new DestinationStatus(destination, active, 0, 0, Statistics.ZERO, Rates.ZERO);
  }

  public static Snapshot observed(Table table) {
    return new Snapshot(
        table.entries().stream()
            .map(
                entry ->
                    new Snapshot.Entry(
                        new ServiceStatus(entry.service(), Statistics.ZERO, Rates.ZERO),
                        entry.destinations().stream().map(each -> observed(each, 0)).toList()))
            .toList());
  }

  public static Optional<Destination> in(
      Table table, ServiceId service, DestinationId destination) {
    return table.find(service).flatMap(entry -> entry.find(destination));
  }
}
