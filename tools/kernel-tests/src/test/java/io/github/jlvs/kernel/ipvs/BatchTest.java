// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsOptions;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.netlink.NetlinkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many changes in few datagrams: each has its own outcome, and the kernel did what it says. */
@KernelTest
class BatchTest {
  private static final ServiceId WEB = ServiceId.tcp("10.9.0.100", 80);
  private static final int COUNT = 1000;

  private Host director;

  @BeforeEach
  void aDirectorWithAService(Network network) {
    director = network.host("director", "10.9.0.1/24");
    director.sh("ipvsadm -A -t 10.9.0.100:80 -s rr");
  }

  @Test
  void refusals_planted_first_in_the_middle_and_last_are_told_apart() {
    try (Ipvs ipvs = open(NetlinkOptions.defaults())) {
      List<Operation> operations = additions();
      Set<Integer> planted = Set.of(0, 1, 255, 256, 500, COUNT - 1);
      ServiceId none = ServiceId.tcp("10.9.0.101", 80);
      planted.forEach(i -> operations.set(i, new Operation.AddDestination(none, server(i))));

      List<Outcome> outcomes = ipvs.apply(operations);

      assertThat(refused(outcomes, Errno.ESRCH)).isEqualTo(new TreeSet<>(planted));
      assertThat(outcomes)
          .filteredOn(Outcome.Done.class::isInstance)
          .hasSize(COUNT - planted.size());
      assertThat(director.sh("ipvsadm -Sn").lines().filter(line -> line.startsWith("-a")))
          .containsExactlyInAnyOrderElementsOf(
              operations.stream()
                  .filter(operation -> ((Operation.OfService) operation).serviceId().equals(WEB))
                  .map(Operation::toString)
                  .toList());
    }
  }

  @Test
  void refusals_that_would_overflow_the_receive_buffer_are_all_heard() {
    NetlinkOptions smallest = NetlinkOptions.defaults().withReceiveBuffer(1);
    try (Ipvs ipvs = open(smallest)) {
      assertThat(ipvs.apply(additions())).allMatch(Outcome.Done.class::isInstance);

      List<Outcome> again = ipvs.apply(additions());

      assertThat(refused(again, Errno.EEXIST)).hasSize(COUNT);
      assertThat(ipvs.destinations(WEB)).hasSize(COUNT);
    }
  }

  @Test
  void an_operation_after_a_batch_hears_its_own_answer_alone() {
    try (Ipvs ipvs = open(NetlinkOptions.defaults())) {
      List<Operation> twice = new ArrayList<>(additions());
      twice.addAll(additions());

      List<Outcome> outcomes = ipvs.apply(twice);
      ipvs.edit(VirtualService.of(WEB, "wlc"));

      assertThat(refused(outcomes, Errno.EEXIST)).hasSize(COUNT).allMatch(i -> i >= COUNT);
      assertThat(director.sh("ipvsadm -Sn")).startsWith("-A -t 10.9.0.100:80 -s wlc");
    }
  }

  private static Set<Integer> refused(List<Outcome> outcomes, Errno errno) {
    Set<Integer> refused = new TreeSet<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused refusal) {
        assertThat(refusal.cause().errno()).isEqualTo(errno);
        refused.add(i);
      }
    }
    return refused;
  }

  private static List<Operation> additions() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      operations.add(new Operation.AddDestination(WEB, server(i)));
    }
    return operations;
  }

  private static Destination server(int number) {
    DestinationId id =
        DestinationId.of("10.9.%d.%d".formatted(1 + number / 250, 1 + number % 250), 80);
    return Destination.of(id, Forwarding.MASQUERADE, 1);
  }

  private Ipvs open(NetlinkOptions options) {
    NetworkNamespace namespace = new NetworkNamespace(director.networkNamespace());
    return Ipvs.open(IpvsOptions.defaults().withNetlink(options.inNamespace(namespace)));
  }
}
