// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step would do is told in the words in which it is told once it is done. */
class StepTest {
  private static final Vip VIP = Vip.parse("10.1.80.90");

  static Stream<List<Object>> steps() {
    Device tunnel = Device.IPV4_TUNNEL;
    Device lo = Device.LOOPBACK;
    Optional<String> label = Optional.of("lo:0");
    return Stream.of(
        List.of(
            new Step.SetParameter(Setting.ALL_IGNORE, 0, 1),
            "set net.ipv4.conf.all.arp_ignore to 1 (it was 0)",
            "would set net.ipv4.conf.all.arp_ignore to 1 (it is 0)"),
        List.of(new Step.MakeTunnel(tunnel), "made tunl0", "would make tunl0"),
        List.of(new Step.TakeUp(tunnel), "took tunl0 up", "would take tunl0 up"),
        List.of(new Step.TakeDown(tunnel), "took tunl0 down", "would take tunl0 down"),
        List.of(
            new Step.AddAddress(VIP, lo, label),
            "added 10.1.80.90/32 to lo as lo:0",
            "would add 10.1.80.90/32 to lo as lo:0"),
        List.of(
            new Step.RemoveAddress(VIP, lo, label),
            "removed 10.1.80.90/32 from lo",
            "would remove 10.1.80.90/32 from lo"),
        List.of(
            new Step.AddRoute(VIP),
            "added the route to 10.1.80.90 through lo",
            "would add the route to 10.1.80.90 through lo"),
        List.of(
            new Step.RemoveRoute(VIP),
            "removed the route to 10.1.80.90 through lo",
            "would remove the route to 10.1.80.90 through lo"));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void done_and_foreseen(List<Object> row) {
    Step step = (Step) row.get(0);

    assertThat(List.of(step.text(), step.preview())).isEqualTo(row.subList(1, 3));
  }
}
