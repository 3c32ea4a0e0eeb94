// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Hosts have a /tmp, /run and /var/log of their own, and see the caller's directories there. */
@KernelTest
class PrivateFilesTest {
  @Test
  void what_a_host_writes_no_other_sees() {
    try (Network network = Network.create()) {
      Host one = network.host("one", "10.1.80.1/24");
      Host other = network.host("other", "10.1.80.2/24");
      one.sh("touch /tmp/mine /run/mine /var/log/mine");

      assertThat(one.sh("ls /tmp /run /var/log").lines().filter("mine"::equals)).hasSize(3);
      assertThat(other.sh("ls /tmp /run /var/log")).doesNotContain("mine").doesNotContain("all");
    }
  }

  @Test
  void a_checkout_that_lies_in_tmp_is_there_on_every_host() throws Exception {
    Path seen = Files.createDirectories(Path.of("/tmp/a checkout/in it"));
    run("mount", "--bind", Checkout.path("tools"), seen.toString());
    try (Network network = Network.create()) {
      Host host = network.host("one", "10.1.80.1/24");

      assertThat(host.sh("ls '/tmp/a checkout/in it'")).contains("kernel-tests").contains("bin");

    } finally {
      run("umount", seen.toString());
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
