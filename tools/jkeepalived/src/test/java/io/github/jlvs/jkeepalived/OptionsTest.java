// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** keepalived's command line: none of its options is unknown. */
class OptionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-f k.conf",
        "-P",
        "-C",
        "-l",
        "-D",
        "-S 3",
        "-g",
        "-g/tmp/k.log",
        "-G",
        "-X",
        "-V",
        "-I",
        "-R",
        "-n",
        "-d",
        "-p k.pid",
        "-r v.pid",
        "-c c.pid",
        "-b b.pid",
        "-B",
        "-a",
        "-e",
        "-u 022",
        "-x",
        "-A /socket",
        "-s red",
        "-m",
        "-M",
        "-Mcore",
        "-i ds1",
        "-v",
        "-h",
        "-t",
        "-tk.log",
        "--use-file=k.conf",
        "--vrrp",
        "--check",
        "--all",
        "--no_bfd",
        "--config-id=ds1",
        "--signum=DATA",
        "--config-test",
        "--config-test=k.log",
        "--perf",
        "--perf=run",
        "--debug",
        "--debug=abc",
        "--ignore-sigint",
        "--no-mem-check",
        "--log-console",
        "--log-detail",
        "--log-facility=local3",
        "--log-file",
        "--log-file=k.log",
        "--flush-log-file",
        "--no-syslog",
        "--umask=022",
        "--release-vips",
        "--dont-release-vrrp",
        "--dont-release-ipvs",
        "--dont-respawn",
        "--dont-fork",
        "--dump-conf",
        "--pid=k.pid",
        "--vrrp_pid=v.pid",
        "--checkers_pid=c.pid",
        "--bfd_pid=b.pid",
        "--address-monitoring",
        "--all-config",
        "--snmp",
        "--snmp-agent-socket=/socket",
        "--namespace=red",
        "--core-dump",
        "--core-dump-pattern=core",
        "--version",
        "--help"
      })
  void it_is_taken(String line) {
    CommandLineOptions options = parsed(line.split(" ", -1));
    assertThat(options.withoutEffect.lines()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void options_without_effect_say_why() {
    assertThat(parsed("-XV", "--perf=run").withoutEffect.lines())
        .containsExactly(
            "Option --release-vips is without effect: no signal changes the state of a virtual"
                + " router",
            "Option --dont-release-vrrp is without effect: addresses that stayed would be claimed"
                + " twice as soon as another router takes over",
            "Option --perf is without effect: perf(1) and the Java runtime's own tools do that from"
                + " outside");
  }

  @Test
  void a_log_file_has_a_name_of_its_own_only_in_the_same_word() {
    assertThat(parsed("-g", "-n").logFile).contains(Path.of("/tmp/keepalived.log"));
    assertThat(parsed("-g", "-n").foreground).isTrue();
    assertThat(parsed("-ng/run/k.log").logFile).contains(Path.of("/run/k.log"));
    assertThat(parsed("--log-file=k.log").logFile).contains(Path.of("k.log"));
  }

  @Test
  void of_one_that_comes_twice_the_last_counts() {
    CommandLineOptions options = parsed("-n", "-p", "a.pid", "-n", "-p", "b.pid");
    assertThat(options.foreground).isTrue();
    assertThat(options.pidFile).contains(Path.of("b.pid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local3", "3"})
  void a_facility_has_a_name_or_a_number(String word) {
    assertThat(SyslogFacility.named(word)).isEqualTo(OptionalInt.of(19));
    assertThat(SyslogFacility.named("user")).isEqualTo(OptionalInt.of(1));
    assertThat(SyslogFacility.named("daemon")).isEqualTo(OptionalInt.of(3));
    assertThat(SyslogFacility.named("local8")).isEmpty();
  }

  private static CommandLineOptions parsed(String... arguments) {
    CommandLineOptions options = new CommandLineOptions();
    CommandLine.ParseResult unused =
        options.commandLine().parseArgs(CommandLineOptions.separated(arguments));
    return options;
  }
}
