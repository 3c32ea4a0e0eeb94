// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.net.IpProtocol;
import org.junit.jupiter.api.Test;

/** Values from the words of a configuration. */
class TextTest {
  @Test
  void forwarding_methods() {
    for (Forwarding each :
        new Forwarding[] {Forwarding.MASQUERADE, Forwarding.DIRECT_ROUTE, Forwarding.IPIP}) {
      assertThat(Forwarding.parse(each.toString())).isEqualTo(each);
    }
    assertThat(Forwarding.parse("NAT")).isEqualTo(Forwarding.MASQUERADE);
    assertThat(Forwarding.parse("DR")).isEqualTo(Forwarding.DIRECT_ROUTE);
    assertThat(Forwarding.parse("TUN")).isEqualTo(Forwarding.IPIP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forwarding.parse("local"))
        .withMessageContaining("not a forwarding method");
  }

  @Test
  void states_of_the_synchronisation_daemon() {
    for (SyncDaemon.State each : SyncDaemon.State.values()) {
      assertThat(SyncDaemon.State.parse(each.toString())).isEqualTo(each);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyncDaemon.State.parse("both"))
        .withMessageContaining("master, backup");
  }

  @Test
  void a_service_of_any_protocol() {
    assertThat(ServiceId.of(IpProtocol.parse("udp"), "10.0.0.100", 53))
        .isEqualTo(ServiceId.udp("10.0.0.100", 53));
  }

  @Test
  void a_port_that_no_packet_goes_to_is_warned_of() {
    Destination direct =
        Destination.of(DestinationId.of("10.0.0.1", 8080), Forwarding.DIRECT_ROUTE, 1);
    Destination same = Destination.of(DestinationId.of("10.0.0.2", 80), Forwarding.IPIP, 1);
    Destination mapped =
        Destination.of(DestinationId.of("10.0.0.3", 8080), Forwarding.MASQUERADE, 1);
    Table table =
        Table.of(
            Table.Entry.of(
                VirtualService.of(ServiceId.tcp("10.0.0.100", 80), "rr"), direct, same, mapped),
            Table.Entry.of(VirtualService.of(ServiceId.mark(7), "rr"), direct));

    assertThat(table.warnings())
        .singleElement()
        .asString()
        .startsWith("destination 10.0.0.1:8080 of TCP 10.0.0.100:80: by Route packets keep");
  }
}
