// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code --genhash}: keepalived and jkeepalived ask the same nginx and print the same. */
@KernelTest
@WithoutIpvs
class GenhashTest {
  private static final String SERVER = "10.1.80.93";

  private static final List<String> ASKED =
      List.of(
          "-p 80 -u /page",
          "-p 80 -u /page -P 1.0c",
          "-p 80 -u /page -P 1.1 -t 9",
          "-p 80 -u /missing",
          "-p 80 -u /health -m 7",
          "-p 80 -u /named -V " + WebServer.NAMED,
          "-S -p 443 -u /page",
          "--use-ssl --use-sni --port 443 --url /page --use-virtualhost " + WebServer.NAMED);

  @Test
  void a_page_has_the_digest_that_keepalived_prints(Network network) {
    Host theirs = network.host("ds1", "10.1.80.91/24");
    Host ours = network.host("ds2", "10.1.80.92/24");
    try (WebServer server = new WebServer(network.host("rs1", SERVER + "/24"))) {
      server.page("/page", "a page with a word\n");
      for (String line : ASKED) {
        String printed = theirs.exec(command("keepalived", line)).out();
        assertThat(printed).as(line).matches("[0-9a-f]{32}\n");
        assertThat(ours.exec(command(Checkout.path("tools/bin/jkeepalived"), line)).out())
            .as(line)
            .isEqualTo(printed);
      }
      List<String> asked = server.askedBy("10.1.80.91");
      assertThat(asked).hasSameSizeAs(ASKED);
      assertThat(server.askedBy("10.1.80.92")).isEqualTo(asked);
    }
    System.out.printf(
        "genhash, output and requests: compared %1$d, equal %1$d, intended differences 0, skipped 0%n",
        2 * ASKED.size());
  }

  private static String[] command(String program, String line) {
    return Stream.concat(Stream.of(program, "--genhash", "-s", SERVER), Stream.of(line.split(" ")))
        .toArray(String[]::new);
  }
}
