// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.netlink.DumpOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * 100,000 destinations, listed in a small heap. Of four services: the kernel looks for a new
 * destination among its siblings one by one, and 100,000 of one service take minutes to add.
 */
@KernelTest
class ManyDestinationsTest {
  private static final int SERVICES = 4;
  private static final int EACH = 25_000;

  private static ServiceId service(int number) {
    return ServiceId.mark(number + 1);
  }

  /** Lists them; the program of the other JVM. */
  public static void main(String[] arguments) {
    try (Ipvs ipvs = Ipvs.open()) {
      AtomicLong count = new AtomicLong();
      AtomicLong weights = new AtomicLong();
      for (int i = 0; i < SERVICES; i++) {
        DumpOutcome unused =
            ipvs.eachDestination(
                service(i),
                status -> {
                  count.incrementAndGet();
                  weights.addAndGet(status.destination().weight());
                });
      }
      System.out.println(count + " destinations, weights " + weights);
    }
  }

  @Test
  void they_stream_through_a_heap_of_64_megabytes(Network network) {
    Host director = network.host("director", "10.9.0.1/24");
    try (Ipvs ipvs = IpvsadmsView.open(director)) {
      for (int i = 0; i < SERVICES; i++) {
        ServiceId service = service(i);
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.AddService(VirtualService.of(service, "rr")));
        for (int j = 0; j < EACH; j++) {
          String address = "10.20." + j / 250 + "." + (1 + j % 250);
          operations.add(
              new Operation.AddDestination(
                  service,
                  Destination.of(DestinationId.of(address, 80), Forwarding.MASQUERADE, j)));
        }
        assertThat(ipvs.apply(operations)).allMatch(outcome -> outcome instanceof Outcome.Done);
      }
    }

    CommandResult listed =
        director.exec(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ManyDestinationsTest.class.getName()),
            "",
            Duration.ofMinutes(2));

    assertThat(listed.err()).isEmpty();
    assertThat(listed.out().trim())
        .isEqualTo(
            SERVICES * EACH
                + " destinations, weights "
                + SERVICES * ((long) EACH * (EACH - 1) / 2));
  }
}
