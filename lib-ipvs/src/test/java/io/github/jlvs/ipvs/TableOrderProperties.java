// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.given.Given;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** A proper order, whatever the addresses: ipvsadm's own runs in circles. */
@Domain(Given.class)
class TableOrderProperties {
  @Property
  void services_are_in_one_order(
      @ForAll ServiceId one, @ForAll ServiceId two, @ForAll ServiceId three) {
    holds(TableOrder.SERVICES, one, two, three);
  }

  @Property
  void destinations_are_in_one_order(
      @ForAll DestinationId one, @ForAll DestinationId two, @ForAll DestinationId three) {
    holds(TableOrder.DESTINATIONS, one, two, three);
  }

  private static <T> void holds(java.util.Comparator<T> order, T one, T two, T three) {
    assertThat(order.compare(one, two) == 0).isEqualTo(one.equals(two));
    assertThat(Integer.signum(order.compare(one, two)))
        .isEqualTo(-Integer.signum(order.compare(two, one)));
    if (order.compare(one, two) <= 0 && order.compare(two, three) <= 0) {
      assertThat(order.compare(one, three)).isNotPositive();
    }
  }
}
