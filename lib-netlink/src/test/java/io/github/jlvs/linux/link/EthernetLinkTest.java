// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may ask for neighbours on Ethernet. */
class EthernetLinkTest {
  @Test
  void an_ethernet_address_is_six_octets_in_words_and_back() {
    EthernetLink link = new EthernetLink("eth0", 2, "02:00:0a:01:50:5d");

    assertThat(link.octets()).containsExactly(2, 0, 10, 1, 80, 93);
    assertThat(EthernetLink.text(link.octets())).isEqualTo(link.mac());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "02:00:0a:01:50", "0a:01:50:5d", "02:00:0a:01:50:5d:00", "nonsense"})
  void what_has_no_six_octets_is_refused(String mac) {
    assertThatThrownBy(() -> new EthernetLink("tunl0", 3, mac))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
