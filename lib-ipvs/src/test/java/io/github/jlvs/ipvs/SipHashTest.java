// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
  /** The reference vector of SipHash-2-4 for the octets 00 01 02 03 and the key 00 01 ... 0f. */
  @Test
  void a_word_has_the_hash_that_its_authors_published() {
    SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, 2, 4);

    assertThat(hash.hash(0x03020100)).isEqualTo(0xcf2794e0277187b7L);
  }

  @Test
  void the_rounds_count() {
    assertThat(new SipHash(1, 1, 1, 3).hash(7)).isNotEqualTo(new SipHash(1, 1, 2, 4).hash(7));
  }
}
