// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.lvs.Draining.Leaving;
import io.github.jlvs.jkeepalived.lvs.Draining.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reload after reload, while connections come and go. */
class DrainingProperties {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final int SERVERS = 4;
  private static final int LIMIT = 5;

  /**
   * A reload to these servers, and some seconds later a look.
   *
   * @param servers those that are configured
   * @param busy those that have connections
   * @param seconds until the look
   */
  private record Step(Set<Integer> servers, Set<Integer> busy, int seconds) {}

  @Property(tries = 300)
  void who_leaves_stays_with_weight_0_while_it_is_busy_and_in_time_and_no_longer(
      @ForAll("steps") List<Step> steps) {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    Draining draining = new Draining();
    Set<Integer> before = Set.of();
    int[] since = new int[SERVERS];
    Set<Integer> drains = new HashSet<>();
    List<News> news = new ArrayList<>();
    int now = 0;
    try (Ipvs ipvs = kernel.open()) {
      for (Step step : steps) {
        List<Leaving> leaving = new ArrayList<>();
        for (int server : before) {
          if (!step.servers.contains(server)) {
            leaving.add(leaving(server));
            drains.add(server);
            since[server] = now;
          }
        }
        drains.removeAll(step.servers);
        Table.Entry wanted = entry(step.servers);
        draining.replaced(Table.of(wanted), leaving, nanos(now));
        Table.Entry there = draining.with(wanted);
        assertThat(weightless(there)).isEqualTo(drains);
        assertThat(there.destinations()).hasSize(drains.size() + step.servers.size());
        ipvs.reconcile(Table.of(there));

        now += step.seconds;
        int time = now;
        there
            .destinations()
            .forEach(
                destination ->
                    kernel.connections(
                        WEB,
                        destination.id(),
                        step.busy.contains(number(destination)) ? 3 : 0,
                        9,
                        1));
        Set<ServiceId> changed =
            draining.look(ipvs.snapshot(draining.services()), true, nanos(now));
        boolean ended =
            drains.removeIf(server -> !step.busy.contains(server) || time - since[server] >= LIMIT);
        assertThat(changed).isEqualTo(ended ? Set.of(WEB) : Set.of());
        assertThat(weightless(draining.with(wanted))).isEqualTo(drains);
        assertThat(draining.services()).isEqualTo(drains.isEmpty() ? Set.of() : Set.of(WEB));
        before = step.servers;
        news.addAll(draining.takeNews());
      }
    }
    long began = news.stream().filter(News.Began.class::isInstance).count();
    assertThat(news.size() - began).as("ends").isEqualTo(began - drains.size());
  }

  private static long nanos(int seconds) {
    return Long.MAX_VALUE + Duration.ofSeconds(seconds).toNanos();
  }

  private static Set<Integer> weightless(Table.Entry entry) {
    Set<Integer> servers = new HashSet<>();
    for (Destination destination : entry.destinations()) {
      if (destination.weight() == 0) {
        servers.add(number(destination));
      }
    }
    return servers;
  }

  private static int number(Destination destination) {
    return destination.id().port() - 80;
  }

  private static Table.Entry entry(Set<Integer> servers) {
    return new Table.Entry(
        VirtualService.of(WEB, "rr"), servers.stream().map(DrainingProperties::server).toList());
  }

  private static Destination server(int number) {
    return Destination.of(DestinationId.of("10.0.1.1", 80 + number), Forwarding.MASQUERADE, 2);
  }

  private static Leaving leaving(int number) {
    return new Leaving(WEB, server(number), Duration.ofSeconds(LIMIT), "rs" + number, "vs");
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Set<Integer>> some = Arbitraries.integers().between(0, SERVERS - 1).set();
    return Combinators.combine(some, some, Arbitraries.integers().between(0, 4))
        .as(Step::new)
        .list()
        .ofMaxSize(12);
  }
}
