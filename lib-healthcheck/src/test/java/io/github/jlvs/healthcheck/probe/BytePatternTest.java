// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as UDP_CHECK writes them. */
class BytePatternTest {
  @ParameterizedTest
  @CsvSource({
    "Ab12f 3 456 546443123, ab120f0345065464431203",
    "0102 abc, 0102ab0c",
    "01X2x, 01x20x",
    "'  ff ', ff"
  })
  void words_are_read_as_keepalived_reads_them(String words, String text) {
    assertThat(BytePattern.parse(words)).contains(new BytePattern(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "0g", "01-02", "\u0661\u0662"})
  void what_is_none_is_refused(String words) {
    assertThat(BytePattern.parse(words)).isEmpty();
  }

  @Test
  void a_prefix_0x_is_no_prefix_but_a_byte_with_an_open_half() {
    assertThat(BytePattern.parse("0x01")).contains(new BytePattern("0x01"));
    assertThat(BytePattern.parse("0x01").orElseThrow().length()).isEqualTo(2);
  }

  @Test
  void a_half_may_be_open_and_the_shorter_of_the_two_says_how_much_is_compared() {
    BytePattern pattern = new BytePattern("01x2");
    assertThat(pattern.matches(bytes(1, 0x72))).isTrue();
    assertThat(pattern.matches(bytes(1, 0xf2, 9))).isTrue();
    assertThat(pattern.matches(bytes(1))).isTrue();
    assertThat(pattern.matches(bytes())).isTrue();
    assertThat(pattern.matches(bytes(1, 0x73))).isFalse();
    assertThat(pattern.matches(bytes(0x11))).isFalse();
  }

  @Test
  void open_halves_cannot_be_sent() {
    BytePattern open = new BytePattern("0x");
    assertThat(open.isExact()).isFalse();
    assertThatThrownBy(open::bytes).isInstanceOf(IllegalStateException.class);
  }

  @Property
  void bytes_survive(@ForAll byte[] bytes) {
    BytePattern pattern = BytePattern.of(bytes);
    assertThat(pattern.bytes()).isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(pattern.matches(ByteBuffer.wrap(bytes))).isTrue();
    assertThat(pattern.length()).isEqualTo(bytes.length);
  }

  private static ByteBuffer bytes(int... octets) {
    ByteBuffer bytes = ByteBuffer.allocate(octets.length);
    for (int octet : octets) {
      bytes.put((byte) octet);
    }
    return bytes.flip();
  }
}
