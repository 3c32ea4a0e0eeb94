// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static io.github.jlvs.jkeepalived.lvs.Said.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.NamespaceId;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whenever the daemon is killed, the next start leaves what it is to leave and no more. */
class CrashProperties {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** When a life ends: everything is counted from its beginning. */
  private enum Moment {
    BEFORE_A_WRITE_OF_THE_FILE,
    AFTER_A_WRITE_OF_THE_FILE,
    BEFORE_A_REQUEST_TO_THE_KERNEL
  }

  /** A life of the daemon: one table after another, until it is killed. */
  private record Life(List<Table> wishes, Moment moment, int count) {}

  @Property(tries = 500)
  void after_kills_the_next_life_has_its_services_and_others_have_theirs(
      @ForAll("lives") List<Life> lives,
      @ForAll("tables") Table last,
      @ForAll("foreign") Table others) {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    Disk disk = new Disk();
    try (Ipvs somebody = kernel.open();
        DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC())) {
      somebody.apply(others.diff(Table.EMPTY).operations());
      lives.forEach(life -> live(life, kernel, disk, log));

      IpvsWriter writer =
          new IpvsWriter(
              kernel.open(),
              disk.opened(),
              log,
              event -> {},
              written -> {},
              death -> {},
              Duration.ofHours(1));
      writer.desire(last);
      eventually(writer::isIdle);

      List<Table.Entry> both = new ArrayList<>(others.entries());
      both.addAll(last.entries());
      assertThat(somebody.snapshot().table()).isEqualTo(new Table(both));
      assertThat(disk.services()).isEqualTo(last.serviceIds());

      writer.desire(Table.EMPTY);
      writer.stop(LIMIT);
      assertThat(somebody.snapshot().table()).isEqualTo(others);
      assertThat(disk.services()).isEmpty();
    }
  }

  private static void live(Life life, FakeIpvsKernel kernel, Disk disk, DaemonLog log) {
    FakeKernel connection = kernel.connect();
    Ipvs ipvs = FakeIpvsKernel.open(connection);
    Opened owned = disk.opened();
    AtomicBoolean dead = new AtomicBoolean();
    if (life.moment == Moment.BEFORE_A_REQUEST_TO_THE_KERNEL) {
      connection.killedAfter(life.count);
    } else {
      owned.killed(life.moment, life.count, connection);
    }
    IpvsWriter writer =
        new IpvsWriter(
            ipvs,
            owned,
            log,
            event -> {},
            written -> {},
            death -> dead.set(true),
            Duration.ofHours(1));
    for (Table wish : life.wishes) {
      writer.desire(wish);
      eventually(() -> dead.get() || writer.isIdle());
    }
    // Whoever was not killed in his work is killed at rest; the dead write nothing any more.
    owned.killed(Moment.BEFORE_A_WRITE_OF_THE_FILE, 0, connection);
    connection.killedAfter(0);
    writer.stop(LIMIT);
  }

  /** The file, as a text that is read by each life. */
  private static final class Disk {
    private static final NamespaceId HERE = new NamespaceId("ab", 7, 1);

    private String text = OwnedServicesText.write(HERE, Set.of());

    synchronized Set<ServiceId> services() {
      return ((OwnedServicesText.Content.Services) OwnedServicesText.read(HERE, text)).ids();
    }

    synchronized void write(Set<ServiceId> services) {
      text = OwnedServicesText.write(HERE, services);
    }

    Opened opened() {
      return new Opened(this);
    }
  }

  private static final class Opened implements OwnedServices {
    private final Disk disk;
    private Runnable before = () -> {};
    private Runnable after = () -> {};
    private int writes;

    Opened(Disk disk) {
      this.disk = disk;
    }

    synchronized void killed(Moment moment, int count, FakeKernel connection) {
      int last = writes + count;
      Runnable death =
          () -> {
            if (writes >= last) {
              connection.killedAfter(0);
              throw new IllegalStateException("the process was killed here");
            }
          };
      if (moment == Moment.BEFORE_A_WRITE_OF_THE_FILE) {
        before = death;
      } else {
        after = death;
      }
    }

    @Override
    public Set<ServiceId> known() {
      return disk.services();
    }

    @Override
    public synchronized void remember(Set<ServiceId> services) {
      if (services.equals(disk.services())) {
        return;
      }
      before.run();
      disk.write(services);
      after.run();
      writes++;
    }
  }

  @Provide
  Arbitrary<List<Life>> lives() {
    return Combinators.combine(
            tables().list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(Moment.class),
            Arbitraries.integers().between(0, 25))
        .as(
            (wishes, moment, count) ->
                new Life(
                    wishes,
                    moment,
                    moment == Moment.BEFORE_A_REQUEST_TO_THE_KERNEL ? count : count % 5))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<Table> tables() {
    return table(
        ServiceId.tcp("10.0.0.1", 80),
        ServiceId.udp("10.0.0.1", 80),
        ServiceId.tcp("2001:db8::1", 443),
        ServiceId.mark(7),
        ServiceId.mark6(7));
  }

  @Provide
  Arbitrary<Table> foreign() {
    return table(ServiceId.tcp("10.0.9.1", 25), ServiceId.mark(99));
  }

  private static Arbitrary<Table> table(ServiceId... services) {
    Arbitrary<Destination> destinations =
        Arbitraries.integers()
            .between(1, 3)
            .map(i -> Destination.of(DestinationId.of("10.0.1.1", 80), Forwarding.MASQUERADE, i));
    Arbitrary<VirtualService> service =
        Combinators.combine(Arbitraries.of(services), Arbitraries.of("rr", "wlc"))
            .as(VirtualService::of);
    return Combinators.combine(service, destinations.optional(0.5))
        .as(
            (id, destination) ->
                id.id().family() == AddressFamily.IPV4 && destination.isPresent()
                    ? Table.Entry.of(id, destination.get())
                    : Table.Entry.of(id))
        .list()
        .uniqueElements(Table.Entry::id)
        .ofMaxSize(services.length)
        .map(Table::new);
  }
}
