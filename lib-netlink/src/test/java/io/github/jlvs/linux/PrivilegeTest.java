// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrivilegeTest {
  private static final String NETWORK = "the capability CAP_NET_ADMIN";

  @Test
  void one_who_is_not_root_is_told_to_become_it() {
    Privilege user = Privilege.ofStatus("Name:\tjava\nUid:\t0\t1000\t0\t0\nGid:\t0\t0\t0\t0\n");

    assertThat(user.advice(NETWORK)).isEqualTo("run it as root or with " + NETWORK);
    assertThat(Privilege.ofStatus("")).isEqualTo(user);
  }

  /** In a user namespace of its own (sysbox #189, lxc #4278). */
  @Test
  void one_who_is_root_is_not() {
    Privilege root = Privilege.ofStatus("Name:\tjava\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n");

    assertThat(root.advice(NETWORK))
        .startsWith("root is not enough here, it takes " + NETWORK)
        .doesNotContain("as root");
  }

  /** The owner of /proc/self is the effective user. */
  @Test
  void this_process_is_whom_the_kernel_takes_it_for() throws IOException {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");

    assertThat(Privilege.ofThisProcess().root()).isEqualTo(user.equals(0));
  }
}
