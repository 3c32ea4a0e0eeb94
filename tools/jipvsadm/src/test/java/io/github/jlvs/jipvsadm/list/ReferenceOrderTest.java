// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jipvsadm.Played;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** ipvsadm's order, with its wrap-around at 2^31. */
class ReferenceOrderTest {
  @Test
  void services_come_by_mark_family_protocol_address_and_port() {
    Played played = new Played();
    String ordered =
        """
        -A -f 3000000000 -s rr
        -A -t 172.16.0.1:80 -s rr
        -A -t 10.0.0.1:80 -s rr
        -A -t 10.0.0.1:443 -s rr
        -A -t 10.0.0.2:80 -s rr
        -A -u 10.0.0.1:53 -s rr
        -A --sctp-service 10.0.0.1:80 -s rr
        -A -t [fd00::1]:80 -s rr
        -A -f 1 -s rr
        -A -f 1 -6 -s rr
        -A -f 2 -s rr
        """;
    assertThat(played.run("-R", ordered).status()).isZero();
    // As the fake lists the newest first, this is no order that they came in.
    assertThat(played.saved()).isEqualTo(ordered);
  }

  @Test
  void destinations_2_31_apart_come_the_wrong_way_round() {
    Played played = new Played();
    String rules =
        """
        -A -t 10.0.0.1:80 -s rr
        -a -t 10.0.0.1:80 -r 172.16.0.1:80 -m -w 1
        -a -t 10.0.0.1:80 -r 192.168.0.1:80 -m -w 1
        -a -t 10.0.0.1:80 -r 10.0.0.1:80 -m -w 1
        -a -t 10.0.0.1:80 -r 10.0.0.1:81 -m -w 1
        """;
    assertThat(played.run("-R", rules).status()).isZero();
    assertThat(played.saved()).isEqualTo(rules);
  }

  @Test
  void what_is_compared_by_subtraction_may_go_round_in_a_ring() {
    ServiceId ten = ServiceId.tcp("10.0.0.1", 80);
    ServiceId loopback = ServiceId.tcp("127.0.0.1", 80);
    ServiceId private172 = ServiceId.tcp("172.16.0.1", 80);
    assertThat(ReferenceOrder.compare(ten, loopback)).isNegative();
    assertThat(ReferenceOrder.compare(loopback, private172)).isNegative();
    assertThat(ReferenceOrder.compare(private172, ten)).isNegative();
  }

  @Property
  void within_2_31_it_is_the_stable_order_of_every_sort(
      @ForAll List<@IntRange(min = 0, max = 20) Integer> keys) {
    record Numbered(int key, int place) {}
    List<Numbered> given = new ArrayList<>();
    for (int key : keys) {
      given.add(new Numbered(key, given.size()));
    }
    List<Numbered> expected = new ArrayList<>(given);
    expected.sort(Comparator.comparingInt(Numbered::key));
    assertThat(ReferenceOrder.sort(given, (one, other) -> one.key() - other.key()))
        .isEqualTo(expected);
  }

  @Property
  void whatever_the_numbers_nothing_is_lost(@ForAll List<Integer> numbers) {
    List<Integer> sorted = ReferenceOrder.sort(numbers, (one, other) -> one - other);
    assertThat(sorted).containsExactlyInAnyOrderElementsOf(numbers);
  }
}
