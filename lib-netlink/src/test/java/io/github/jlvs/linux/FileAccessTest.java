// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileAccessTest {
  @Test
  void its_owner_is_root_or_who_uses_it() {
    assertThat(new FileAccess(0, 0600).isForeignTo(1000)).isFalse();
    assertThat(new FileAccess(1000, 0400).isForeignTo(1000)).isFalse();
    assertThat(new FileAccess(1001, 0600).isForeignTo(1000)).isTrue();
    assertThat(new FileAccess(1000, 0600).isForeignTo(0)).isTrue();
  }

  @Test
  void what_others_may_do_is_in_its_mode() {
    assertThat(new FileAccess(0, 0100751).isWrittenByOthers()).isFalse();
    assertThat(new FileAccess(0, 0100751).isReadByOthers()).isFalse();
    assertThat(new FileAccess(0, 0620).isWrittenByOthers()).isTrue();
    assertThat(new FileAccess(0, 0602).isWrittenByOthers()).isTrue();
    assertThat(new FileAccess(0, 0604).isReadByOthers()).isTrue();
    assertThat(new FileAccess(0, 0100640).permissions()).isEqualTo("0640");
  }
}
