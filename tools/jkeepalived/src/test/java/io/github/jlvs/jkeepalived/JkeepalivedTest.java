// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.daemon.SignalDelivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line: what ends before anything runs, with which status and words. */
class JkeepalivedTest {
  private static final String GOOD =
      """
      vrrp_instance V {
        interface eth0
        virtual_router_id 3
        virtual_ipaddress { 10.0.0.1 }
      }
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Set<Integer> unsafe = Set.of();
  private boolean lenient;

  @Test
  void help_goes_to_standard_output() {
    assertThat(run("-h")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--config-test", "Exit status:");
    assertThat(err.size()).isZero();
  }

  /** keepalived's exporters read standard error: by the second word, and by the option. */
  @ParameterizedTest
  @ValueSource(strings = {"-v", "--version"})
  void the_version_is_its_own_and_that_of_the_keepalived_it_stands_in_for(String option)
      throws IOException {
    assertThat(run(option)).isZero();
    String line = out.toString(StandardCharsets.UTF_8).strip();
    assertThat(line).startsWith("jkeepalived ");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + line.substring("jkeepalived ".length()) + "</version>");
    String first = said().lines().findFirst().orElseThrow();
    assertThat(first.split(" ", -1)[1]).matches("v\\d+\\.\\d+\\.\\d+");
    assertThat(said()).contains("--enable-json");
  }

  @ParameterizedTest
  @CsvSource({"DATA,10", "STATS,12", "JSON,36", "STATS_CLEAR,63", "STOP,15", "RELOAD,1"})
  void the_number_of_a_signal_stands_alone(String function, String number) {
    assertThat(run("--signum=" + function)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(number + "\n");
    assertThat(err.size()).isZero();
  }

  @Test
  void a_signal_of_another_name_is_unknown() {
    assertThat(run("--signum=data")).isOne();

    assertThat(out.size()).isZero();
    assertThat(said()).isEqualTo("Unknown sigfunc data\n");
  }

  @Test
  void an_option_that_does_not_exist_is_refused_with_a_way_on() {
    assertThat(run("--no-such-thing")).isEqualTo(2);

    assertThat(said()).contains("--no-such-thing", "jkeepalived --help lists the options.");
  }

  @Test
  void a_facility_that_does_not_exist_is_refused() {
    assertThat(run("--log-facility=8")).isEqualTo(2);

    assertThat(said())
        .isEqualTo(
            "jkeepalived: --log-facility takes local0 to local7, 0 to 7, user or daemon, not 8\n");
  }

  @Test
  void an_option_may_be_abbreviated() throws IOException {
    assertThat(run("--config-t", "--use=" + file(GOOD))).isZero();
  }

  @Test
  void without_a_configuration_file_it_names_the_option() {
    assertThat(run("-f", directory.resolve("none.conf").toString())).isEqualTo(6);

    assertThat(said()).contains("there is no configuration file", "none.conf", "--use-file");
  }

  @Test
  void the_log_of_a_test_is_appended_to_a_file_of_its_own() throws IOException {
    Path log = directory.resolve("log");
    String file = file("global_defs {\n  bogus\n}\n" + GOOD);

    assertThat(run("--config-test=" + log, "-f", file)).isEqualTo(5);
    assertThat(run("-t" + log, "-f", file)).isEqualTo(5);
    assertThat(said()).isEmpty();
    assertThat(Files.readAllLines(log))
        .containsExactly(
            file
                + ":2:3: warning: unknown keyword 'bogus' in global_defs: the line is ignored"
                + " (--strict refuses it)",
            Files.readAllLines(log).get(0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  /** Somebody means the file that shall be tested. */
  @Test
  void a_file_behind_the_option_is_not_written_to() throws IOException {
    String file = file(GOOD);

    assertThat(run("-t", file)).isEqualTo(2);
    assertThat(Files.readString(Path.of(file))).isEqualTo(GOOD);
    assertThat(said()).contains("Unmatched argument");
  }

  @Test
  void a_log_that_cannot_be_written_is_said() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));

    assertThat(run("--config-test=" + link, "-f", file("bogus\n"))).isEqualTo(1);
    assertThat(said()).contains("unknown keyword 'bogus'", "the log of the test cannot be written");
    assertThat(directory.resolve("target")).doesNotExist();
  }

  @Test
  void strict_makes_an_error_of_what_is_unknown() throws IOException {
    String file = file("global_defs {\n  bogus\n  lvs_id A\n}\n" + GOOD);

    assertThat(run("--strict", "-t", "-f", file)).isEqualTo(5);
    assertThat(said())
        .isEqualTo(
            file
                + ":2:3: error: unknown keyword 'bogus' in global_defs, which --strict refuses\n"
                + file
                + ":3:3: error: 'lvs_id' is obsolete, which --strict refuses (write 'router_id"
                + " A')\n");
    assertThat(run("--strict", "-f", file)).isEqualTo(2);
  }

  /** It starts, up to the signals that nobody has blocked here. */
  @Test
  void lenient_starts_with_what_is_right() throws IOException {
    unsafe = Set.of(1);
    String file = file(GOOD + "vrrp_instance W {\n  no_such_block {\n  }\n}\n");

    assertThat(run("-f", file)).isEqualTo(2);
    assertThat(run("--strict", "--lenient", "-f", file)).isEqualTo(2);
    assertThat(run("--lenient", "-f", file)).isEqualTo(1);
    assertThat(said()).contains("vrrp_instance 'W' is left out (--lenient)");
    lenient = true;
    assertThat(run("-f", file)).isEqualTo(1);
    assertThat(run("-t", "-f", file)).isEqualTo(5);
  }

  @Test
  void an_explanation_is_a_configuration_with_comments() throws IOException {
    String file = file(GOOD);

    assertThat(run("--explain", "-f", file)).isZero();
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(said)
        .startsWith("global_defs {")
        .contains("interface eth0", "# " + file + ":2\n", "priority 100", "# default\n");
    assertThat(run("-t", "-f", file(said))).isZero();
  }

  @Test
  void an_explanation_is_json_too() throws IOException {
    String file = file(GOOD);

    assertThat(run("--explain=json", "-f", file)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", ""))
        .startsWith("{\"blocks\":[{\"keyword\":\"global_defs\"")
        .contains(
            "{\"keyword\":\"priority\",\"value\":\"100\",\"source\":{\"from\":\"default\"}}",
            "{\"keyword\":\"interface\",\"value\":\"eth0\",\"source\":{\"from\":\"line\",\"file\":\""
                + file
                + "\",\"line\":2}}")
        .endsWith("]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--explain", "--explain=json"})
  void an_explanation_that_cannot_be_written_whole_is_no_success(String how) throws IOException {
    String file = file(GOOD);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThat(run(full, how, "-f", file)).isEqualTo(1);
    assertThat(said()).startsWith("jkeepalived: the explanation could not be written whole: ");
  }

  @Test
  void a_file_with_errors_is_not_explained() throws IOException {
    assertThat(run("--explain=json", "-f", file("bogus\n"))).isEqualTo(2);

    assertThat(out.size()).isZero();
    assertThat(said()).contains("unknown keyword 'bogus'");
    assertThat(run("--explain=xml", "-f", file(GOOD))).isEqualTo(2);
  }

  @Test
  void the_files_of_a_pair_are_compared() throws IOException {
    Path other =
        Files.writeString(
            directory.resolve("other.conf"), GOOD.replace("eth0", "eth1\n  priority 90"));

    assertThat(run("--compare", other.toString(), "-f", file(GOOD))).isZero();
    assertThat(said()).isEmpty();
    assertThat(run("--compare", file(GOOD), "-f", other.toString())).isZero();
    Files.writeString(other, GOOD.replace("id 3", "id 4"));
    assertThat(run("--compare", other.toString(), "-f", file(GOOD))).isEqualTo(5);
    assertThat(said()).contains("virtual_router_id is 3 here and 4 at " + other + ":3:3");
    assertThat(run("--compare", directory.resolve("none").toString(), "-f", file(GOOD)))
        .isEqualTo(6);
  }

  @Test
  void one_file_of_both_directors_is_read_as_on_each() throws IOException {
    String file =
        file(
            GOOD.replace(
                "id 3\n", "id 3\n@ds1  priority 101\n@ds2  priority 100\n@ds3  priority 101\n"));

    assertThat(run("-f", file, "-i", "ds1", "--compare", file, "--other-id", "ds2")).isZero();
    assertThat(said()).isEmpty();
    assertThat(run("-f", file, "-i", "ds1", "--compare", file, "--other-id=ds3")).isEqualTo(5);
    assertThat(said()).contains("priority is 101 here and at " + file + ":6:7");
    assertThat(run("--explain", "-f", file, "--config-id=ds2")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("priority 100 ");
  }

  @Test
  void without_the_id_of_the_other_director_its_own_lines_are_told() throws IOException {
    String file = file(GOOD.replace("id 3\n", "id 3\n  @ds2 priority 101\n"));

    assertThat(run("-f", file, "-i", "ds1", "--compare", file)).isEqualTo(5);
    assertThat(said())
        .contains(
            file
                + ":4:3: warning: lines that begin with @ count in both files as on 'ds1': name the"
                + " other director with --other-id, and this one with --config-id\n");
  }

  @Test
  void a_test_says_nothing_of_a_good_configuration() throws IOException {
    assertThat(run("-t", "-f", file(GOOD))).isZero();

    assertThat(said()).isEmpty();
  }

  @Test
  void a_test_of_a_warning_and_one_of_an_error_end_alike() throws IOException {
    assertThat(run("-t", "-f", file("global_defs {\n script_user root extra words\n}\n")))
        .isEqualTo(5);
    assertThat(said()).contains(":2:").contains("warning");

    assertThat(run("-t", "-f", file("no_such_block {\n}\n"))).isEqualTo(5);
    assertThat(said()).contains("no_such_block");
  }

  @Test
  void errors_keep_it_from_starting() throws IOException {
    Path pidFile = directory.resolve("pid");
    String bad = file("vrrp_instance V {\n priority 300\n}\n");

    assertThat(run("-G", "-f", bad, "-p", pidFile.toString())).isEqualTo(2);

    assertThat(said()).contains("'300' is out of range").endsWith("nothing was started\n");
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void a_pid_file_that_cannot_be_written_keeps_it_from_starting() throws IOException {
    assertThat(run("-G", "-f", file(GOOD), "-p", directory.toString())).isEqualTo(1);

    assertThat(said()).startsWith("jkeepalived: ").contains("it is a directory");
  }

  @Test
  void signals_that_would_leave_something_behind_keep_it_from_starting() throws IOException {
    Path pidFile = directory.resolve("pid");
    unsafe = Set.of(12);

    assertThat(run("-G", "-f", file(GOOD), "-p", pidFile.toString())).isEqualTo(1);

    assertThat(said()).contains("leave addresses", "(USR2)", "tools/bin/jkeepalived");
    assertThat(pidFile).doesNotExist();
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("keepalived.conf"), text).toString();
  }

  private int run(String... arguments) {
    return run(out, arguments);
  }

  private int run(OutputStream to, String... arguments) {
    return Jkeepalived.run(
        arguments,
        lenient,
        new PrintStream(to, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        err,
        () -> new SignalDelivery(unsafe),
        Optional::empty,
        Optional::empty);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
