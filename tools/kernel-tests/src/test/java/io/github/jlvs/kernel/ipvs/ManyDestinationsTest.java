// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A service with 100,000 destinations, listed in a small heap. */
@KernelTest
class ManyDestinationsTest {
  private static final int MANY = 100_000;
  private static final ServiceId WEB = ServiceId.tcp("10.9.0.100", 80);

  /** Adds or lists them; the program of the other JVM. */
  public static void main(String[] arguments) {
    try (Ipvs ipvs = Ipvs.open()) {
      AtomicLong count = new AtomicLong();
      AtomicLong weights = new AtomicLong();
      ipvs.eachDestination(
          WEB,
          (DestinationStatus status) -> {
            count.incrementAndGet();
            weights.addAndGet(status.destination().weight());
          });
      System.out.println(count + " destinations, weights " + weights);
    }
  }

  @Test
  void they_stream_through_a_heap_of_64_megabytes(Network network) {
    Host director = network.host("director", "10.9.0.1/24");
    try (Ipvs ipvs = IpvsadmsView.open(director)) {
      ipvs.add(VirtualService.of(WEB, "rr"));
      List<Operation> operations = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        String address = "10." + (20 + i / 62_500) + "." + i / 250 % 250 + "." + (1 + i % 250);
        operations.add(
            new Operation.AddDestination(
                WEB, Destination.of(DestinationId.of(address, 80), Forwarding.MASQUERADE, i)));
        if (operations.size() == 5000) {
          assertThat(ipvs.apply(operations)).hasSize(5000);
          operations.clear();
        }
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
        .isEqualTo(MANY + " destinations, weights " + (long) MANY * (MANY - 1) / 2);
  }
}
