// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample that follows a JSON file. */
@KernelTest
class ReconcileSampleTest {
  private static CommandResult reconcile(Host director, String file) {
    return director.attempt(
        ExitStatuses.of(0, 2),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "io.github.jlvs.samples.ipvs.IpvsReconcile",
        file);
  }

  @Test
  void the_table_becomes_what_the_file_says_and_a_second_time_nothing_changes(Network network) {
    Host director = network.host("director", "10.9.0.1/24");
    director.sh("ipvsadm -A -u 10.0.0.100:53 -s rr; ipvsadm -A -t 10.0.0.100:80 -s lc");
    String file = Checkout.path("samples/ipvs-reconcile/table.json");

    CommandResult first = reconcile(director, file);
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .isEqualTo(
            """
            -a -t 10.0.0.100:80 -r 10.0.0.1:80 -g -w 2
            -a -t 10.0.0.100:80 -r 10.0.0.2:8080 -m -w 1
            -E -t 10.0.0.100:80 -s wrr
            -A -t [2001:db8::100]:443 -s wlc
            -D -u 10.0.0.100:53
            # 5 changes
            """);
    assertThat(first.status()).isZero();
    assertThat(director.sh("ipvsadm -Sn"))
        .isEqualTo(
            """
            -A -t 10.0.0.100:80 -s wrr
            -a -t 10.0.0.100:80 -r 10.0.0.1:80 -g -w 2
            -a -t 10.0.0.100:80 -r 10.0.0.2:8080 -m -w 1
            -A -t [2001:db8::100]:443 -s wlc
            """);
    assertThat(reconcile(director, file).out()).isEqualTo("# 0 changes\n");
    assertThat(reconcile(director, "/nosuch.json").status()).isEqualTo(2);
  }

  @Test
  void a_slip_in_the_file_is_told_and_changes_nothing(Network network, @TempDir Path directory)
      throws IOException {
    Host director = network.host("director", "10.9.0.1/24");
    director.sh(
        "ipvsadm -A -t 10.0.0.100:80 -s wlc; ipvsadm -a -t 10.0.0.100:80 -r 10.0.0.1:80 -g");
    String table = director.sh("ipvsadm -Sn");
    String server = "[{\"address\": \"10.0.0.1\", \"port\": 80, \"weight\": 99999999999}]";
    for (String servers :
        List.of("\"none\"", "null", server, server.replace("99999999999", "1.5"))) {
      Path file = directory.resolve("table.json");
      Files.writeString(
          file,
          "{\"services\": [{\"address\": \"10.0.0.100\", \"port\": 80, \"servers\": "
              + servers
              + "}]}");
      CommandResult result = reconcile(director, file.toString());
      assertThat(result.err()).startsWith("ipvs-reconcile: ").doesNotContain("\tat ");
      assertThat(result.status()).isEqualTo(2);
    }
    assertThat(director.sh("ipvsadm -Sn")).isEqualTo(table);
  }
}
