// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** A value for which the message has no room is refused: cut off, it would be another one. */
class RangesTest {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private static Route route(int prefixLength, int protocol, int scope, int type, long metric) {
    return Route.to(new Prefix(HOST, prefixLength))
        .withProtocol(protocol)
        .withScope(scope)
        .withType(type)
        .withMetric(metric);
  }

  @Test
  void of_a_route() {
    assertThat(route(32, 255, 255, 255, 4294967295L).metric()).isEqualTo(4294967295L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route(33, 4, 0, 1, 0))
        .withMessage("prefix length must be 0..32, not 33");
    assertThatIllegalArgumentException().isThrownBy(() -> route(0, 256, 0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> route(0, 4, -1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> route(0, 4, 0, 257, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route(0, 4, 0, 1, 4294967296L))
        .withMessage("route metric must be 0..4294967295, not 4294967296");
  }

  @Test
  void of_a_rule() {
    assertThat(Rule.from(Prefix.host(HOST), 1000, 4294967295L).priority()).isEqualTo(4294967295L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rule.from(Prefix.host(HOST), 1000, 0).withDestination(Prefix.of("::/0")))
        .withMessage("the rule's destination must be of the family IPV4, not ::/0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rule.from(Prefix.host(HOST), 1000, -1))
        .withMessage("rule priority must be 0..4294967295, not -1");
  }

  @Test
  void of_a_neighbour() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Neighbour(1, HOST, HardwareAddress.NONE, 0x10000, 0))
        .withMessage("neighbour state must be 0..65535, not 65536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Neighbour(1, HOST, HardwareAddress.NONE, 2, 256));
  }
}
