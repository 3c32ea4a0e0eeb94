// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What was written comes out, in pieces that are no longer than what a socket takes at a time. */
class BodyTest {
  private static final int LONGEST = 64 * 1024;

  @Property(tries = 200)
  void whatever_is_written(
      @ForAll List<String> texts, @ForAll @IntRange(min = 0, max = 200_000) int ahead) {
    BodyWriter writer = new BodyWriter();
    writer.octets("a".repeat(ahead).getBytes(StandardCharsets.US_ASCII));
    StringBuilder all = new StringBuilder("a".repeat(ahead));
    for (String text : texts) {
      writer.text(text);
      writer.write('\n');
      // What is no character is a question mark, as in all of Java.
      all.append(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
      all.append('\n');
    }
    Body body = writer.body();

    assertThat(body.text()).isEqualTo(all.toString());
    assertThat(body.length()).isEqualTo(body.text().getBytes(StandardCharsets.UTF_8).length);
    assertThat(body.pieces()).allMatch(piece -> piece.remaining() <= LONGEST);
  }

  @Test
  void two_readers_read_it_whole() {
    Body body = Body.of("ab");
    for (ByteBuffer piece : body.pieces()) {
      byte first = piece.get();
      assertThat(first).isEqualTo((byte) 'a');
    }

    assertThat(body.pieces().get(0).remaining()).isEqualTo(2);
    assertThat(body).isNotEqualTo(Body.of("ab"));
  }
}
