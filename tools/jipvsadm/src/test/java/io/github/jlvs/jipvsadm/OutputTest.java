// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** What becomes of output that cannot be written. */
class OutputTest {
  @Test
  void a_full_disk_is_an_error() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      Output out = new Output(full);
      out.text("a list").line();
      OutputClosedException e = catchThrowableOfType(OutputClosedException.class, out::flush);
      assertThat(e).hasMessageContaining("No space left on device");
      assertThat(e.readerLeft()).isFalse();
    }
  }

  @Test
  void a_message_that_nobody_can_keep_ends_nothing() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      Output err = Output.ofMessages(full);
      assertThatCode(() -> err.text("a message").line().flush()).doesNotThrowAnyException();
    }
  }

  @Test
  void bytes_leave_as_they_came() {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    Output out = new Output(bytes);
    out.text("r\u00e9").left("a", 3).right("b", 3).line().flush();
    assertThat(bytes.toByteArray()).containsExactly('r', 0xE9, 'a', ' ', ' ', ' ', ' ', 'b', '\n');
  }
}
