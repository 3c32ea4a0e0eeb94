// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Reconciling a table that another program changes as fast as it can. */
@KernelTest
class SecondWriterTest {
  private static final int ROUNDS = 200;
  private static final ServiceId WEB = ServiceId.tcp("10.9.0.100", 80);
  private static final VirtualService SERVICE = VirtualService.of(WEB, "wlc");
  private static final Table LIGHT =
      Table.of(Table.Entry.of(SERVICE, server(1, 1), server(2, 1), server(3, 1)));
  private static final Table HEAVY =
      Table.of(Table.Entry.of(SERVICE, server(1, 9), server(2, 9), server(4, 9)));

  private static Destination server(int host, int weight) {
    return Destination.of(DestinationId.of("10.9.0." + host, 80), Forwarding.MASQUERADE, weight);
  }

  /** Removes and adds what the other one wants, and what it does not. */
  private static List<Operation> mischief() {
    return List.of(
        new Operation.DeleteDestination(WEB, server(1, 1).id()),
        new Operation.AddDestination(WEB, server(5, 1)),
        new Operation.AddService(SERVICE.withScheduler("rr")),
        new Operation.EditDestination(WEB, server(2, 7)),
        new Operation.AddDestination(WEB, server(1, 3)),
        new Operation.DeleteDestination(WEB, server(5, 1).id()),
        new Operation.DeleteService(WEB));
  }

  @Test
  void every_attempt_ends_and_the_last_word_is_ours_when_the_other_rests(Network network)
      throws Exception {
    Host director = network.host("director", "10.9.0.1/24");
    AtomicBoolean rest = new AtomicBoolean();
    ExecutorService writers =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "second-writer"));
    int conflicts = 0;
    try (Ipvs ipvs = IpvsadmsView.open(director);
        Ipvs other = IpvsadmsView.open(director)) {
      Future<Long> written =
          writers.submit(
              () -> {
                long batches = 0;
                while (!rest.get()) {
                  for (Operation operation : mischief()) {
                    List<Outcome> unused = other.apply(List.of(operation));
                    batches++;
                  }
                }
                return batches;
              });
      for (int round = 0; round < ROUNDS; round++) {
        Reconciliation result = ipvs.reconcile(round % 2 == 0 ? LIGHT : HEAVY);
        assertThat(result.rounds()).hasSizeBetween(1, 4);
        assertThat(result.failures())
            .allSatisfy(
                failure ->
                    assertThat(((Outcome.Refused) failure).cause().errno().name())
                        .isIn("EEXIST", "ENOENT", "ESRCH"));
        conflicts += result.rounds().size() - 1;
      }
      rest.set(true);
      System.out.println(
          "second writer: "
              + written.get()
              + " operations against "
              + ROUNDS
              + " reconciliations, "
              + conflicts
              + " further reads");

      assertThat(ipvs.reconcile(HEAVY).isComplete()).isTrue();
      assertThat(ipvs.snapshot().table()).isEqualTo(HEAVY);
      IpvsadmsView.compare(director, ipvs);
    } finally {
      rest.set(true);
      writers.shutdown();
    }
    assertThat(conflicts).as("the writers met").isPositive();
  }

  @Test
  void threads_of_one_client_follow_one_another(Network network) throws Exception {
    Host director = network.host("director", "10.9.0.1/24");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Ipvs ipvs = IpvsadmsView.open(director)) {
      List<Future<?>> all =
          java.util.stream.IntStream.rangeClosed(1, 4)
              .<Future<?>>mapToObj(
                  thread ->
                      threads.submit(
                          () -> {
                            for (int i = 0; i < 100; i++) {
                              ServiceId mark = ServiceId.mark(1000L * thread + i);
                              ipvs.add(VirtualService.of(mark, "rr"));
                              assertThat(ipvs.service(mark)).isPresent();
                            }
                          }))
              .toList();
      for (Future<?> each : all) {
        assertThat(each.get()).isNull();
      }
      assertThat(ipvs.services()).hasSize(400);
    } finally {
      threads.shutdown();
    }
  }
}
