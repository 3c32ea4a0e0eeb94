// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VrrpRunnerTest {

  /** With CAP_NET_RAW it gets as far as the closed loop, without it no further than its sockets. */
  @Test
  void whatCannotBeOpenedLeavesNoSocketBehind() throws IOException {
    EventLoop closed = EventLoop.open();
    closed.close();
    List<String> before = sockets();

    assertThatThrownBy(() -> VrrpRunner.open(closed, RunnerOptions.defaults(), event -> {}))
        .isInstanceOf(RuntimeException.class);

    assertThat(sockets()).isEqualTo(before);
  }

  private static List<String> sockets() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.map(VrrpRunnerTest::target).filter(t -> t.startsWith("socket:")).toList();
    }
  }

  /** What it leads to; nothing if it is closed meanwhile. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
