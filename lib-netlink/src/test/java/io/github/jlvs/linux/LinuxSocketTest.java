// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Options of sockets, asked of the kernel this test runs on. */
class LinuxSocketTest {
  private static final int SO_COOKIE = 57;
  private static final int NO_SUCH_OPTION = 9999;

  @Test
  void anOptionOf64BitsIsReadWhole() {
    try (LinuxSocket one = open();
        LinuxSocket other = open()) {
      long cookie = one.longOption(LinuxSocket.SOL_SOCKET, SO_COOKIE);

      assertThat(cookie).isNotZero();
      assertThat(one.longOption(LinuxSocket.SOL_SOCKET, SO_COOKIE)).isEqualTo(cookie);
      assertThat(other.longOption(LinuxSocket.SOL_SOCKET, SO_COOKIE)).isNotEqualTo(cookie);
    }
  }

  @Test
  void anOptionThatTheKernelDoesNotKnowIsRefusedWithItsNumber() {
    try (LinuxSocket socket = open()) {
      assertThatThrownBy(() -> socket.longOption(LinuxSocket.SOL_SOCKET, NO_SUCH_OPTION))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("9999")
          .hasMessageContaining("ENOPROTOOPT");
    }
  }

  private static LinuxSocket open() {
    return LinuxSocket.open("test", LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, 0);
  }
}
