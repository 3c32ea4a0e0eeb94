// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.rs.plan.RealServerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees who types something. Nothing here changes the host that the test runs on. */
class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory = Path.of("");

  private int run(String... arguments) {
    try (PrintStream o = stream(out);
        PrintStream e = stream(err)) {
      return JlvsRs.run(o, e, arguments);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"status,74", "start --vip 10.1.80.90 --dry-run,74", "--version,0"})
  void an_answer_that_is_not_all_there_does_not_look_good(String words, int status) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    try (PrintStream o = new PrintStream(full, false, StandardCharsets.UTF_8);
        PrintStream e = stream(err)) {
      assertThat(JlvsRs.run(o, e, words.split(" "))).isEqualTo(status);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(status == 0 ? "" : "jlvs-rs: the output could not be written whole\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Missing required subcommand",
        "begin|Unmatched argument at index 0: 'begin'",
        "start|Missing required option: '--vip=ADDRESS'",
        "start --forwarding tunnel|Missing required option: '--vip=ADDRESS'",
        "start --forwarding masquerading|masquerading needs --director ADDRESS",
        "start --vip 10.1.80.90 --director 10.1.80.91|is for --forwarding masquerading",
        "start --forwarding nat|'nat' is none of direct, tunnel, masquerading",
        "start --vip|Missing required parameter for option '--vip'",
        "start --vip rs1|'rs1' is no IP address",
        "start --vip 10.1.80.90/32|write the address alone, as 10.1.80.90",
        "start 10.1.80.90|Unmatched argument",
        "stop --vip 10.1.80.900|'900' is not a number from 0 to 255",
        "stop --all|Unknown option: '--all'",
        "install --root /nonexistent|Missing required option: '--vip=ADDRESS'",
        "install --vip 10.1.80.90 --command jlvs-rs|'jlvs-rs' is no absolute path",
        "install --vip 10.1.80.90 --command /opt/é/jlvs-rs|is not printable ASCII",
        "start --forwarding masquerading --director 10.1.80.91 --director 10.1.80.92|given twice",
        "uninstall --vip 10.1.80.90|Unknown option",
        "check|Missing required option: '--vip=ADDRESS'",
        "status --vip fe80::1|valid on one link alone",
      })
  void wrong_use_is_one_line_that_names_the_help(String typed, String said) {
    int status = run(typed.isEmpty() ? new String[0] : typed.split(" "));

    assertThat(status).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("jlvs-rs: ")
        .contains(said)
        .contains("--help' tells more");
    assertThat(out.size()).isZero();
  }

  @Test
  void help_names_the_three_commands_and_their_options() {
    assertThat(run("--help")).isZero();
    assertThat(run("start", "--help")).isZero();
    assertThat(run("--version")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("start", "stop", "status", "--vip=ADDRESS", "--state-directory=DIRECTORY")
        .contains("/run/jlvs)")
        .containsPattern("jlvs-rs \\d+\\.\\d+");
  }

  @Test
  void the_status_of_a_host_that_is_no_real_server_is_3_for_any_user() {
    int status = run("status", "--vip", "203.0.113.77", "--state-directory", "" + directory);

    assertThat(status).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("missing  address 203.0.113.77/32 on lo: none (wanted: on lo)")
        .endsWith("RealServer stopped: 203.0.113.77\n");
  }

  @Test
  void a_dry_run_of_a_start_tells_its_steps_and_changes_nothing() {
    String records = directory.resolve("none").toString();

    int status = run("start", "--dry-run", "--vip", "203.0.113.77", "--state-directory", records);

    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("would add 203.0.113.77/32 to lo as lo:")
        .contains("would add the route to 203.0.113.77 through lo\n")
        .endsWith("RealServer start --dry-run: 203.0.113.77; nothing was changed\n");
    assertThat(Path.of(records)).doesNotExist();
    assertThat(run("status", "--vip", "203.0.113.77", "--state-directory", records)).isEqualTo(3);
  }

  @Test
  void a_dry_run_of_a_stop_says_that_there_is_nothing_to_do() {
    String records = directory.resolve("none").toString();

    int status = run("stop", "--dry-run", "--vip", "203.0.113.77", "--state-directory", records);

    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "RealServer stop --dry-run: 203.0.113.77; nothing to do (it is stopped already)\n");
    assertThat(Path.of(records)).doesNotExist();
  }

  @Test
  void a_start_that_has_no_place_for_its_record_says_so_and_changes_nothing() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

    int status = run("start", "--vip", "203.0.113.77", "--state-directory", link.toString());

    assertThat(status).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("jlvs-rs: " + link + " is a link");
    err.reset();
    assertThat(run("start", "--dry-run", "--vip", "203.0.113.77", "--state-directory", "" + link))
        .as("what a start would refuse is no plan")
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(link + " is a link");
    assertThat(run("status", "--vip", "203.0.113.77")).isEqualTo(3);
  }

  @Test
  void no_permission_is_status_4_and_other_failures_are_1() {
    assertThat(report(RealServerException.noPermission("no"))).isEqualTo(4);
    assertThat(report(new NetlinkException("add address", Errno.EPERM))).isEqualTo(4);
    assertThat(report(new LinuxException("write 1 to x", Errno.EACCES))).isEqualTo(4);
    assertThat(
            report(
                RealServerException.caused(
                    new LinuxException("write 1 to x", Errno.EACCES), "x; undone")))
        .isEqualTo(4);
    assertThat(report(RealServerException.of("no"))).isEqualTo(1);
    assertThat(report(new LinuxException("write 1 to x", Errno.EINVAL))).isEqualTo(1);
  }

  @Test
  void a_status_that_cannot_be_found_out_is_4_because_1_means_partly() {
    assertThat(JlvsRs.failed("status", "--json")).isEqualTo(4);
    assertThat(JlvsRs.failed("check", "--vip", "10.1.80.90")).isEqualTo(4);
    assertThat(JlvsRs.failed("start", "--vip", "10.1.80.90")).isEqualTo(1);
    assertThat(JlvsRs.failed()).isEqualTo(1);
  }

  @Test
  void a_read_only_proc_is_told_with_the_way_out_of_it() {
    assertThat(report(new LinuxException("write 1 to kernel parameter x", new Errno(30))))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--privileged").contains("--sysctl");
  }

  @Test
  void even_what_nobody_thought_of_is_one_line() {
    assertThat(report(new IllegalStateException("two\nlines"))).isEqualTo(1);
    assertThat(report(new UnsatisfiedLinkError("no jffi"))).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("two lines").contains("please report it"),
            second -> assertThat(second).contains("no jffi").contains("noexec"));
  }

  private int report(Throwable failure) {
    try (PrintStream e = stream(err)) {
      return ErrorReport.report(e, failure, 1);
    }
  }
}
