// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.RouteMetrics.Metric;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metrics of a route, against the bytes of linux/rtnetlink.h. */
class RouteMetricsTest {
  private static List<String> parts(RouteMetrics metrics) {
    ByteBuffer inside = ByteBuffer.wrap(metrics.attribute().value()).order(ByteOrder.nativeOrder());
    List<String> parts = new ArrayList<>();
    while (inside.hasRemaining()) {
      int length = inside.getShort() - 4;
      int type = inside.getShort();
      if (length == 4) {
        parts.add(type + "=" + Integer.toUnsignedString(inside.getInt()));
      } else {
        byte[] text = new byte[length];
        inside.get(text);
        inside.position((inside.position() + 3) & ~3);
        parts.add(type + "=" + new String(text, 0, length - 1, StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  @Test
  void numbersAndAnAlgorithmAreAttributesAndTheLockHasABitForEach() {
    RouteMetrics metrics =
        RouteMetrics.NONE
            .withLocked(Metric.MTU, 1400)
            .with(Metric.HOPLIMIT, 3)
            .withLocked(Metric.FASTOPEN_NO_COOKIE, 1)
            .withCongestionControl("cubic", true);

    assertThat(parts(metrics))
        .containsExactly("2=1400", "10=3", "17=1", "16=cubic", "1=" + (1 << 2 | 1 << 17 | 1 << 16));
    assertThat(metrics.isEmpty()).isFalse();
  }

  @Test
  void allOfThemFit() {
    RouteMetrics metrics = RouteMetrics.NONE.withCongestionControl("fifteen-letters", false);
    for (Metric each : Metric.values()) {
      metrics = metrics.withLocked(each, 0xffff_ffffL);
    }

    assertThat(parts(metrics)).hasSize(Metric.values().length + 2).contains("2=4294967295");
  }

  @Test
  void aRouteHasThemInOneAttribute() {
    Route route = Route.to(Prefix.of("192.0.2.0/24"));

    Route once = route.withMetrics(RouteMetrics.NONE.with(Metric.MTU, 1400));
    Route twice = once.withMetrics(RouteMetrics.NONE.with(Metric.MTU, 1300)).withPreference(1);

    assertThat(once.attributes()).hasSize(1);
    assertThat(twice.attributes()).extracting(RawAttribute::type).containsExactly(8, 20);
    assertThat(once.withMetrics(RouteMetrics.NONE)).isEqualTo(route);
  }

  @Test
  void aNumberIsReadFromARouteThatHasIt() {
    Route route =
        Route.to(Prefix.of("192.0.2.0/24"))
            .withMetrics(
                RouteMetrics.NONE
                    .with(Metric.WINDOW, 1000)
                    .with(Metric.MTU, 1400)
                    .with(Metric.RTO_MIN, 0xffff_ffffL));

    assertThat(RouteMetrics.read(route, Metric.MTU)).hasValue(1400);
    assertThat(RouteMetrics.read(route, Metric.RTO_MIN)).hasValue(0xffff_ffffL);
    assertThat(RouteMetrics.read(route, Metric.HOPLIMIT)).isEmpty();
    assertThat(RouteMetrics.read(route.withMetrics(RouteMetrics.NONE), Metric.MTU)).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteMetrics.NONE.with(Metric.MTU, 1L << 32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteMetrics.NONE.withCongestionControl("", false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteMetrics.NONE.withCongestionControl("sixteen-letters-", false));
  }

  @Test
  void aRuleHasItsOtherAttributesOnce() {
    Rule rule =
        Rule.from(Prefix.of("10.0.0.1"), 5, 100)
            .withRealms(1)
            .withRealms(0x0003_0004)
            .withSuppressInterfaceGroup(5);

    assertThat(rule.attributes()).extracting(RawAttribute::type).containsExactly(11, 13);
    assertThat(rule.withLayer3Master().toString()).contains("lookup [l3mdev-table]");
  }
}
