// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool says before it looks. */
class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  private int run(String... arguments) {
    return JlvsDoctor.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpSaysWhatIsSentAndWhatTheStatusMeans() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "ARP probes",
            "IGMP",
            "--real-server",
            "0 no fault, 1 WARNING, 2 CRITICAL",
            "rights of root",
            "64");
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("jlvs-doctor ");
  }

  @Test
  void wrongUseIsNoSeverity() {
    assertThat(run("--bogus")).isEqualTo(64);
    assertThat(complaint()).startsWith("jlvs-doctor: Unknown option: '--bogus'").hasLineCount(1);
    assertThat(run("--vip", "10.1.80.90/24")).isEqualTo(64);
    assertThat(complaint()).contains("write the address alone, as 10.1.80.90");
  }

  @Test
  void whatCannotBeFollowedIsWrongUse() {
    assertThat(run("trace", "10.1.80.62", "10.1.80.90")).isEqualTo(64);
    assertThat(complaint()).contains("'10.1.80.90' is no address with a port");
    assertThat(run("trace", "nobody", "10.1.80.90:80")).isEqualTo(64);
    assertThat(run("trace", "10.1.80.62", "[fd00::90]:80")).isEqualTo(64);
    assertThat(run("trace", "10.1.80.62", "10.1.80.90:80", "--seconds", "0")).isEqualTo(64);
    assertThat(complaint()).contains("not of one version of IP", "--seconds takes 1 to 3600");
    assertThat(run("trace", "--help")).isZero();
  }

  @Test
  void aFileThatCannotBeReadLeavesItUnknown() {
    assertThat(run("-f", directory.resolve("absent.conf").toString())).isEqualTo(3);
    assertThat(complaint()).contains("absent.conf", "nobody knows what this host should be");
    assertThat(out.size()).isZero();
  }

  @Test
  void aFileWithErrorsLeavesItUnknownAndItsErrorsAreTold() throws IOException {
    Path file =
        Files.writeString(directory.resolve("x.conf"), "vrrp_instance VI_1 {\n priority x\n}\n");

    assertThat(run("-f", file.toString())).isEqualTo(3);
    assertThat(complaint()).contains("x.conf:2");
  }

  @Test
  void aRealServerWithoutAnAddressIsAskedForOne() throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), "global_defs {\n}\n");

    assertThat(run("--real-server", "-f", file.toString())).isEqualTo(3);
    assertThat(complaint()).contains("has no virtual address; give one by --vip");
  }
}
