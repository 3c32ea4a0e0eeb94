// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jipvsadm.Played;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Rule files that nobody should have written. */
class BadInputTest {
  private static final long HUNDRED_MEGABYTES = 100_000_000;

  private final Played played = new Played();

  /** The same bytes again and again, held nowhere. */
  private static final class Endless extends InputStream {
    private final byte[] pattern;
    private long left = HUNDRED_MEGABYTES;
    private int at;

    Endless(String pattern) {
      this.pattern = pattern.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read() {
      if (left == 0) {
        return -1;
      }
      left--;
      at = at == pattern.length ? 0 : at;
      return pattern[at++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      for (int i = 0; i < count; i++) {
        at = at == pattern.length ? 0 : at;
        into[from + i] = pattern[at++];
      }
      left -= count;
      return count;
    }
  }

  /** A pipe or a disk that fails. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Input/output error");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      throw new IOException("Input/output error");
    }
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_hundred_megabytes_in_one_line() {
    Played.Result result = played.run("-R", new Endless("-A -t 10.0.0.1:80 "));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("jipvsadm: line 1, column 1048577: the line has more than 1048576 bytes\n");
  }

  @Test
  void a_hundred_megabytes_of_zero_bytes() {
    assertThat(played.run("-R", new Endless("\0")).err()).contains("line 1, column 1048577");
  }

  @Test
  void the_lines_behind_one_that_is_too_long_have_their_numbers() {
    String rules = "-A -f 1 " + "x".repeat(1 << 21) + "\n-A -f\n\n-A -t\n";
    String err = played.run("-R", rules).err();
    assertThat(err.lines()).hasSize(3);
    assertThat(err)
        .contains("line 1, column 1048577: ", "line 2, column 6: -f", "line 4, column 6: -t");
  }

  @Test
  void a_hundred_megabytes_behind_a_wrong_line_are_checked_and_not_done() {
    Played.Result result =
        played.run(
            "-R",
            new SequenceInputStream(
                text("-A -t nowhere\n"),
                new Endless("-A -t 10.0.0.1:80 -s rr" + " --sort".repeat(140) + "\n")));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err().lines().findFirst().orElseThrow()).contains("line 1, column 7");
    assertThat(played.saved()).isEmpty();
  }

  @Test
  void a_file_whose_writer_died_in_the_midst_of_a_word() {
    Played.Result result = played.run("-R", "-A -t 10.0.0.1:80 -s rr\n-A -t 10.0.0.2:80 -s");
    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err())
        .isEqualTo(
            "jipvsadm: line 2, column 21: (the file ends in the midst of this line) -s: the value"
                + " NAME is missing\n");
  }

  @Test
  void a_pipe_that_breaks() {
    Played.Result result =
        played.run("-R", new SequenceInputStream(text("-A -t 10.0.0.1:80 -s rr\n"), new Broken()));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("jipvsadm: standard input cannot be read: Input/output error\n");
  }

  @Test
  void no_line_break_at_the_end_is_no_error() {
    assertThat(played.run("-R", "-A -t 10.0.0.1:80")).isEqualTo(new Played.Result(0, "", ""));
    assertThat(played.saved()).isEqualTo("-A -t 10.0.0.1:80 -s wlc\n");
  }

  @Test
  void zero_bytes_end_a_word() {
    assertThat(played.run("-R", "-A -t 10.0.0.1:80 -s rr\0junk\n").status()).isZero();
    assertThat(played.saved()).isEqualTo("-A -t 10.0.0.1:80 -s rr\n");
    assertThat(played.run("-R", "\0\0\0\n").status()).isEqualTo(255);
  }

  @Test
  void latin_1_is_told_as_the_bytes_it_was() {
    Played.Result result = played.run("-R", "-A -f 1\n-A -t 10.0.0.1:80 -s r\u00e9\n");
    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err())
        .isEqualTo(
            "jipvsadm: line 2: Scheduler or persistence engine not found: scheduler name must be"
                + " printable ASCII without blanks; character 2 is 0xe9\n");
    assertThat(played.run("-R", "-A -t caf\u00e9:80\n").err())
        .startsWith("jipvsadm: line 1, column 7: --tcp-service caf\u00e9:80: no such");
  }

  @Test
  void a_directory_of_bytes_is_refused_line_by_line() {
    Played.Result result = played.run("replace", "\u007fELF\u0001\u0002\n\u00fe\u00ff\n");
    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err()).contains("line 1, column 1: \"?ELF??\": it is no command", "line 2");
  }
}
