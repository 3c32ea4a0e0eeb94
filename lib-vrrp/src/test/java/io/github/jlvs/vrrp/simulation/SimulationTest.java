// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The promises of the protocol, held against thousands of networks that fail. */
class SimulationTest {
  static final long SCENARIOS = Long.getLong("jlvs.simulation.scenarios", 4_000);

  @Test
  void everyPromiseIsKeptInEveryScenario() {
    Simulation simulation = new Simulation();
    Outcome sum = new Outcome();
    CpuTime cpu = new CpuTime();
    for (long seed = 1; seed <= SCENARIOS; seed++) {
      if (simulation.run(seed, sum).isPresent()) {
        fail(simulation.failure(seed));
      }
    }
    System.out.printf(
        "simulation: %s, every promise kept, %.1f s of CPU%n", sum.summary(), cpu.seconds());
    assertThat(sum.scenarios).isEqualTo(SCENARIOS);
  }

  /** Found by hours of {@code vrrp-simulate}. */
  @Test
  void whatWasFoundOnceStaysMended() throws IOException {
    Simulation simulation = new Simulation();
    Outcome sum = new Outcome();
    List<Long> seeds = found();
    assertThat(seeds).isNotEmpty();
    for (long seed : seeds) {
      if (simulation.run(seed, sum).isPresent()) {
        fail(simulation.failure(seed));
      }
    }
  }

  private static List<Long> found() throws IOException {
    try (InputStream in = SimulationTest.class.getResourceAsStream("/simulation/seeds.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))))
          .toList();
    }
  }

  @Test
  void theSameSeedIsTheSameStoryToTheLastPacket() {
    Simulation simulation = new Simulation();

    for (long seed = 1; seed <= 20; seed++) {
      assertThat(simulation.story(seed, true)).isEqualTo(simulation.story(seed, true));
    }
  }

  @Test
  void everyKindOfFaultHappens() {
    List<String> all =
        java.util.stream.LongStream.rangeClosed(1, 200)
            .boxed()
            .flatMap(seed -> new Simulation().story(seed, false).stream())
            .toList();

    assertThat(all)
        .anyMatch(line -> line.contains("is killed as MASTER"))
        .anyMatch(line -> line.contains("is told to stop as MASTER"))
        .anyMatch(line -> line.contains("falls asleep") && line.contains("packets wait"))
        .anyMatch(line -> line.contains("falls asleep") && line.contains("packets are lost"))
        .anyMatch(line -> line.contains("does not hear"))
        .anyMatch(line -> line.contains("splits"))
        .anyMatch(line -> line.contains("loses 100 %"))
        .anyMatch(line -> line.contains("has weights of"))
        .anyMatch(line -> line.contains("reloads"))
        .anyMatch(line -> line.contains("password"))
        .anyMatch(line -> line.contains("gets the address"))
        .anyMatch(line -> line.contains("goes back by"))
        .anyMatch(line -> line.contains("sync group over 3 networks"))
        .anyMatch(line -> line.contains("goes down"))
        .anyMatch(line -> line.contains("the address is deleted"))
        .anyMatch(line -> line.contains("each a sync group"))
        .anyMatch(line -> line.contains("priority 255"))
        .anyMatch(line -> line.contains("routers of VRRP version 2 over IPv4, packets"))
        .anyMatch(line -> line.contains("routers of VRRP version 3 over IPv4, packets"))
        .anyMatch(line -> line.contains("routers of VRRP version 3 over IPv6, packets"))
        .anyMatch(line -> line.contains(" and of VRRP version"))
        .anyMatch(line -> line.contains("interval 0.05 s"))
        .anyMatch(line -> line.contains("checksum of the packet alone"))
        .anyMatch(line -> line.contains("MasterIntervalChanged"))
        .anyMatch(line -> line.contains("DifferenceNoticed") && line.contains("AddressList"))
        .anyMatch(line -> line.contains("PacketRefused") && line.contains("Version[spoken=[3]"))
        .anyMatch(line -> line.contains("nopreempt"))
        .anyMatch(line -> line.contains("preempt_delay"))
        .anyMatch(line -> line.contains("clock +"))
        .anyMatch(line -> line.contains("arrive twice") && !line.contains(" 0 % arrive"));
  }
}
