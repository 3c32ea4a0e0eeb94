// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static io.github.jlvs.linux.Capability.NET_ADMIN;
import static io.github.jlvs.linux.Capability.NET_RAW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PrivilegeTest {
  private static final String RAW_ALONE =
      "Name:\tjava\nCapInh:\t0000000000000000\nCapPrm:\t000001ffffffffff\nCapEff:\t0000000000002000\n";

  @Test
  void one_who_is_not_root_is_told_to_become_it() {
    Privilege user = Privilege.ofStatus("Name:\tjava\nUid:\t0\t1000\t0\t0\nGid:\t0\t0\t0\t0\n");

    assertThat(user.advice(NET_ADMIN))
        .isEqualTo("run it as root or with the capability CAP_NET_ADMIN");
    assertThat(Privilege.ofStatus("")).isEqualTo(user);
  }

  /** In a user namespace of its own (sysbox #189, lxc #4278). */
  @Test
  void one_who_is_root_is_not() {
    Privilege root = Privilege.ofStatus("Name:\tjava\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n");

    assertThat(root.advice(NET_ADMIN))
        .startsWith("root is not enough here, it takes the capability CAP_NET_ADMIN")
        .doesNotContain("as root");
  }

  @Test
  void what_is_missing_alone_is_named_and_all_where_nothing_is() {
    Privilege user = Privilege.ofStatus(RAW_ALONE);

    assertThat(user.held()).containsExactly(NET_RAW);
    assertThat(user.missing(List.of(NET_RAW, NET_ADMIN))).containsExactly(NET_ADMIN);
    assertThat(user.advice(NET_ADMIN, NET_RAW)).endsWith("with the capability CAP_NET_ADMIN");
    assertThat(new Privilege(false, Set.of(NET_ADMIN, NET_RAW)).advice(NET_ADMIN, NET_RAW))
        .endsWith("with the capabilities CAP_NET_ADMIN and CAP_NET_RAW");
  }

  @Test
  void a_port_that_is_refused_names_what_it_takes() {
    assertThat(new PortRefusedException("test: bind to 127.0.0.1:1"))
        .hasMessageStartingWith("test: bind to 127.0.0.1:1: Permission denied (EACCES); ")
        .hasMessageContaining("the capability CAP_NET_BIND_SERVICE")
        .hasMessageNotContaining("CAP_NET_ADMIN");
  }

  /** The owner of /proc/self is the effective user. */
  @Test
  void this_process_is_whom_the_kernel_takes_it_for() throws IOException {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");

    assertThat(Privilege.ofThisThread().root()).isEqualTo(user.equals(0));
  }

  @Test
  void a_thread_gives_up_all_but_some_and_so_do_those_it_begins_but_no_other() throws Exception {
    Privilege before = Privilege.ofThisThread();
    CompletableFuture<Privilege> own = new CompletableFuture<>();
    CompletableFuture<Privilege> begun = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Privilege.reduceTo(EnumSet.of(NET_RAW));
              own.complete(Privilege.ofThisThread());
              new Thread(() -> begun.complete(Privilege.ofThisThread()), "test-begun").start();
            },
            "test-reduced");
    thread.start();
    Set<Capability> left = EnumSet.of(NET_RAW);
    left.retainAll(before.held());

    assertThat(own.get().held()).isEqualTo(left);
    assertThat(begun.get().held()).isEqualTo(left);
    assertThat(Privilege.ofThisThread()).isEqualTo(before);
  }
}
