// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static io.github.jlvs.jkeepalived.lvs.Said.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.ipvs.wire.IpvsHeader;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.reload.Deed;
import io.github.jlvs.jkeepalived.reload.ReloadPlan;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** A reload ends where a fresh start would, and does not touch what is right already. */
class ReloadProperties {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Commands of the kernel that change services and destinations. */
  private static final Set<Integer> CHANGES =
      Set.of(
          IpvsHeader.IPVS_CMD_NEW_SERVICE,
          IpvsHeader.IPVS_CMD_SET_SERVICE,
          IpvsHeader.IPVS_CMD_DEL_SERVICE,
          IpvsHeader.IPVS_CMD_NEW_DEST,
          IpvsHeader.IPVS_CMD_SET_DEST,
          IpvsHeader.IPVS_CMD_DEL_DEST);

  @Property(tries = 400)
  void a_reload_ends_where_a_start_would(
      @ForAll("configurations") List<AnyServers.Virtual> before,
      @ForAll("configurations") List<AnyServers.Virtual> next,
      @ForAll("mischief") List<Operation> leftBehind,
      @ForAll("mischief") List<Operation> meanwhile) {
    Table wantedBefore = started(AnyServers.read(before));
    Table wantedNext = started(AnyServers.read(AnyServers.withStatesOf(before, next)));
    Set<ServiceId> own = new HashSet<>(wantedBefore.serviceIds());
    own.addAll(wantedNext.serviceIds());
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs somebody = kernel.open();
        Running running = new Running(kernel)) {
      somebody.apply(leftBehind);
      running.checkers.reconfigure(AnyServers.read(before));
      eventually(running.writer::isIdle);
      assertThat(only(somebody, wantedBefore.serviceIds())).isEqualTo(wantedBefore);

      somebody.apply(meanwhile);
      Table found = somebody.snapshot().table();
      int changes = running.changes();
      running.checkers.reconfigure(AnyServers.read(next));
      eventually(running.writer::isIdle);
      assertThat(only(somebody, own)).isEqualTo(wantedNext);

      assertThat(running.changes() - changes)
          .as("changes from\n%s to\n%s", found, wantedNext)
          .isEqualTo(wantedNext.diff(found, Scope.only(own)).operations().size());
      assertThat(others(somebody.snapshot().table(), own)).isEqualTo(others(found, own));
    }
  }

  /** There and back again. Servers that were away begin anew, the others keep their state. */
  @Property(tries = 200)
  void a_reload_back_to_what_was_ends_there(
      @ForAll("configurations") List<AnyServers.Virtual> first,
      @ForAll("configurations") List<AnyServers.Virtual> other) {
    List<AnyServers.Virtual> there = AnyServers.withStatesOf(first, other);
    List<AnyServers.Virtual> back = AnyServers.withStatesOf(there, first);
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs somebody = kernel.open();
        Running running = new Running(kernel)) {
      running.go(first);
      running.go(other);
      assertThat(somebody.snapshot().table()).isEqualTo(started(AnyServers.read(there)));
      running.go(first);
      assertThat(somebody.snapshot().table()).isEqualTo(started(AnyServers.read(back)));
      int changes = running.changes();
      running.go(first);
      assertThat(running.changes()).isEqualTo(changes);
    }
  }

  /** What {@link ReloadPlan} does not name is not touched, and what it names whole is. */
  @Property(tries = 400)
  void a_reload_touches_what_its_plan_names(
      @ForAll("configurations") List<AnyServers.Virtual> before,
      @ForAll("configurations") List<AnyServers.Virtual> next) {
    Configuration from = AnyServers.configuration(before);
    Configuration to = AnyServers.configuration(next);
    ReloadPlan plan = ReloadPlan.of(from, to);
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs somebody = kernel.open();
        Running running = new Running(kernel)) {
      running.go(before);
      Table was = somebody.snapshot().table();
      int changes = running.changes();
      running.go(next);
      Table is = somebody.snapshot().table();
      List<Operation> touched = is.diff(was).operations();
      assertThat(running.changes() - changes).isEqualTo(touched.size());
      new NamedByThePlan(plan, from, to).check(touched);
    }
    Statistics.label("changed in place")
        .collect(plan.changes().stream().anyMatch(each -> each.deed() == Deed.CHANGED))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
  }

  /** The table of a start on a kernel that holds nothing. */
  private static Table started(List<VirtualServerSetup> servers) {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs ipvs = kernel.open()) {
      try (Running running = new Running(kernel)) {
        running.checkers.reconfigure(servers);
      }
      return ipvs.snapshot().table();
    }
  }

  private static Table only(Ipvs ipvs, Set<ServiceId> services) {
    return ipvs.snapshot(services).table();
  }

  private static List<Table.Entry> others(Table table, Set<ServiceId> own) {
    return table.entries().stream().filter(entry -> !own.contains(entry.id())).toList();
  }

  /** Checkers and writer as the daemon has them; the writer looks at a reload alone. */
  private static final class Running implements AutoCloseable {
    private final EventLoop loop = EventLoop.open();
    private final DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC());
    private final FakeKernel connection;
    private final IpvsWriter writer;
    private final Checkers checkers;
    private boolean closed;

    Running(FakeIpvsKernel kernel) {
      connection = kernel.connect();
      writer = Building.writer(FakeIpvsKernel.open(connection), log);
      checkers =
          new Checkers(
              loop,
              writer,
              Building.NO_SCRIPTS,
              log,
              false,
              event -> {},
              count -> {},
              Overrides.NONE);
    }

    /** Until the table is written. */
    void go(List<AnyServers.Virtual> to) {
      checkers.reconfigure(AnyServers.read(to));
      eventually(writer::isIdle);
    }

    int changes() {
      return (int)
          connection.requests().stream()
              .filter(request -> CHANGES.contains((int) request.payload().get(0)))
              .count();
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      checkers.close();
      writer.stop(LIMIT);
      loop.close();
      log.close();
    }
  }

  @Provide
  Arbitrary<List<AnyServers.Virtual>> configurations() {
    return AnyServers.configurations();
  }

  /** What others did to services of this world and of theirs; refusals are nothing to them. */
  @Provide
  Arbitrary<List<Operation>> mischief() {
    Arbitrary<ServiceId> service =
        Arbitraries.of(
            ServiceId.tcp("10.0.0.1", 80),
            ServiceId.tcp("10.0.0.2", 80),
            ServiceId.mark(3),
            ServiceId.tcp("10.0.3.1", 82),
            ServiceId.mark(9),
            ServiceId.tcp("10.0.9.1", 25),
            ServiceId.mark(99));
    Arbitrary<Destination> destination =
        Combinators.combine(
                Arbitraries.integers().between(1, 8),
                Arbitraries.of(Forwarding.MASQUERADE, Forwarding.DIRECT_ROUTE),
                Arbitraries.of(0, 80),
                Arbitraries.integers().between(0, 4))
            .as(
                (host, forwarding, port, weight) ->
                    Destination.of(DestinationId.of("10.0.1." + host, port), forwarding, weight));
    return Combinators.combine(
            service, destination, Arbitraries.of("rr", "wlc"), Arbitraries.integers().between(0, 5))
        .<Operation>as(
            (id, server, scheduler, what) ->
                switch (what) {
                  case 0 -> new Operation.AddService(VirtualService.of(id, scheduler));
                  case 1 -> new Operation.EditService(VirtualService.of(id, scheduler));
                  case 2 -> new Operation.DeleteService(id);
                  case 3 -> new Operation.AddDestination(id, server);
                  case 4 -> new Operation.EditDestination(id, server);
                  default -> new Operation.DeleteDestination(id, server.id());
                })
        .list()
        .ofMaxSize(12);
  }
}
