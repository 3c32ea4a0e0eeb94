// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticeTest {
  @Test
  void a_reload_says_when_it_began() {
    assertThat(Notice.reloading(12_345_678).text())
        .isEqualTo("RELOADING=1\nMONOTONIC_USEC=12345678");
  }

  @Test
  void a_status_is_one_line_whatever_is_in_it() {
    assertThat(Notice.status("MASTER of a\nREADY=1\u0000b").text())
        .isEqualTo("STATUS=MASTER of a READY=1 b");
  }
}
