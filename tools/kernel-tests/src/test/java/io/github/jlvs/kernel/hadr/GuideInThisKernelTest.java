// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.hadr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TakesLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code samples/ha-dr/run} on a machine whose own kernel has IPVS - the lab's kernel is one: it
 * takes that kernel and does without user-mode Linux.
 */
@KernelTest
@TakesLong
class GuideInThisKernelTest {
  @TempDir private Path directory;

  /** The whole of it runs in {@code tools/check fresh}. */
  @Test
  void the_guide_with_our_tools_until_its_page_is_served() throws Exception {
    Run run = run("--until", "page-served", "--slack", "20");

    assertThat(run.output()).startsWith("kernel: the host's own ");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("3 steps ok, 0 failed")
        .contains("TCP  10.1.80.90:80 wrr persistent 5")
        .contains("vrid 51, prio 101, authtype simple, intvl 1s, length 20, addrs: 10.1.80.90");
  }

  @Test
  void a_step_that_fails_makes_the_exit_status_1() throws Exception {
    // Nothing is as fast as this slack demands.
    Run run = run("--until", "ds1-becomes-master", "--slack", "-60");

    assertThat(run.status()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("1 steps ok, 1 failed");
  }

  private Run run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Checkout.path("samples/ha-dr/run"));
    command.addAll(List.of("--no-build", "--kernel", "auto"));
    command.addAll(List.of(options));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroy();
    }
    return new Run(process.waitFor(), Files.readString(output));
  }

  /** What a run left behind. */
  private record Run(int status, String output) {}
}
