// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamespaceIdTest {
  private static final NamespaceId ONE = new NamespaceId("ab-1", 7, 3);

  @Test
  void its_text_is_read_back() {
    assertThat(ONE).hasToString("namespace 7 cookie 3 boot ab-1");
    assertThat(NamespaceId.parse(ONE.toString())).contains(ONE);
    assertThat(NamespaceId.parse("namespace 7 cookie 3 boot AB")).isEqualTo(Optional.empty());
    assertThat(NamespaceId.parse("")).isEqualTo(Optional.empty());
  }

  @Test
  void boot_inode_and_where_both_have_one_the_cookie_tell_two_apart() {
    assertThat(ONE.mayBe(ONE)).isTrue();
    assertThat(ONE.mayBe(new NamespaceId("ab-1", 7, 0))).isTrue();
    assertThat(ONE.mayBe(new NamespaceId("ab-1", 7, 4))).isFalse();
    assertThat(ONE.mayBe(new NamespaceId("ab-1", 8, 3))).isFalse();
    assertThat(ONE.mayBe(new NamespaceId("ab-2", 7, 3))).isFalse();
  }
}
