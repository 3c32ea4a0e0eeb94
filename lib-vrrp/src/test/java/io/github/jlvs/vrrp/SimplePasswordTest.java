// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SimplePasswordTest {
  @Test
  void isNeverShown() {
    SimplePassword password = SimplePassword.of("hush");
    VirtualRouterConfig config = Packets.guide().authentication(password).build();

    assertThat(password.toString()).doesNotContain("hush");
    assertThat(config.toString()).doesNotContain("hush");
    assertThat(config.advertisement(7).toString()).doesNotContain("hush");
    assertThat(new Rejection.Password().describe()).doesNotContain("hush");
  }

  @Test
  void isPaddedWithZerosToEightOctets() {
    assertThat(SimplePassword.of("1111").octets()).containsExactly('1', '1', '1', '1', 0, 0, 0, 0);
    assertThat(SimplePassword.of("1111")).isEqualTo(SimplePassword.of("1111\0\0"));
    assertThat(SimplePassword.of("1111")).isNotEqualTo(SimplePassword.of("1112"));
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] octets = {'a', 'b'};
    SimplePassword password = SimplePassword.of(octets);
    octets[0] = 'x';
    password.octets()[1] = 'x';

    assertThat(password).isEqualTo(SimplePassword.of("ab"));
  }

  @Test
  void ofNoOctetsOrMoreThanEightIsRefusedWithoutTellingIt() {
    assertThatThrownBy(() -> SimplePassword.of("ninechars"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9")
        .hasMessageNotContaining("ninechars");
    assertThatThrownBy(() -> SimplePassword.of("")).isInstanceOf(IllegalArgumentException.class);
  }
}
