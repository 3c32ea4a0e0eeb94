// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Privilege;
import io.github.jlvs.linux.process.Account;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of a host that is played, and real files. */
class CheckScriptsTest {
  private static final String INSECURE =
      "SECURITY VIOLATION - check scripts are being executed but script_security not enabled.";

  private final CheckScripts scripts = new CheckScripts();
  private final List<String> log = new ArrayList<>();
  @TempDir private Path directory;

  @Test
  void a_script_that_may_run_is_known_with_its_words_and_its_user() {
    Configuration configuration = read("", real(1, misc("/bin/sh -c 'exit 3'", "user checker")));
    reconfigure(configuration);

    assertThat(scripts.program(probe("checker", "/bin/sh", "-c", "exit 3")))
        .hasValueSatisfying(
            program -> {
              assertThat(program.words()).containsExactly("/bin/sh", "-c", "exit 3");
              assertThat(program.account().orElseThrow().uid()).isEqualTo(4001);
            });
    VirtualServerSetup server = configuration.virtualServers().get(0);
    assertThat(scripts.allowed(server)).isSameAs(server);
    assertThat(log).containsExactly(INSECURE);
  }

  @Test
  void with_script_security_nothing_is_said() {
    reconfigure(read("enable_script_security\nscript_user root", real(1, misc("/bin/sh"))));

    assertThat(scripts.program(ScriptProbe.of("/bin/sh"))).isPresent();
    assertThat(log).isEmpty();
  }

  @Test
  void a_real_server_does_without_the_check_whose_script_may_not_run_and_keeps_its_others() {
    String absent = directory + "/absent";
    Configuration configuration =
        read("", real(1, misc(absent), "TCP_CHECK {\n}\n"), real(2, misc("/bin/sh")));
    reconfigure(configuration);

    VirtualServerSetup server = configuration.virtualServers().get(0);
    VirtualServerSetup allowed = scripts.allowed(server);
    assertThat(checks(server)).containsExactly("MISC_CHECK,TCP_CHECK", "MISC_CHECK");
    assertThat(checks(allowed)).containsExactly("TCP_CHECK", "MISC_CHECK");
    assertThat(scripts.program(ScriptProbe.of(absent))).isEmpty();
    assertThat(log)
        .containsExactly(
            "Script " + absent + " cannot be accessed - No such file or directory",
            "Disabling misc script '" + absent + "' since not found/accessible",
            INSECURE);
  }

  @Test
  void where_none_may_run_nothing_is_insecure() {
    reconfigure(read("", real(1, misc(directory + "/absent"))));

    assertThat(log).hasSize(2).doesNotContain(INSECURE);
  }

  @Test
  void what_many_servers_check_with_is_looked_at_once() {
    String absent = directory + "/absent";
    reconfigure(read("", real(1, misc(absent)), real(2, misc(absent))));

    assertThat(log).hasSize(2);
  }

  @Test
  void the_scripts_of_the_configuration_before_are_known_up_to_the_next_but_one() {
    ScriptProbe first = ScriptProbe.of("/bin/sh", "1");
    reconfigure(read("", real(1, misc("/bin/sh 1"))));
    reconfigure(read("", real(1, misc("/bin/sh 2"))));
    assertThat(scripts.program(first)).isPresent();
    assertThat(scripts.program(ScriptProbe.of("/bin/sh", "2"))).isPresent();

    reconfigure(read("", real(1, "TCP_CHECK {\n}\n")));
    assertThat(scripts.program(first)).isEmpty();
    assertThat(scripts.program(ScriptProbe.of("/bin/sh", "2"))).isPresent();
  }

  @Test
  void a_script_that_is_there_at_the_reload_is_run_from_then_on() {
    String absent = directory + "/late";
    Configuration configuration = read("", real(1, misc(absent)));
    reconfigure(configuration);
    VirtualServerSetup server = configuration.virtualServers().get(0);
    assertThat(checks(scripts.allowed(server))).containsExactly("");

    assertThat(Path.of(absent).toFile())
        .satisfies(file -> assertThat(file.createNewFile()).isTrue());
    assertThat(Path.of(absent).toFile().setExecutable(true)).isTrue();
    reconfigure(configuration);
    assertThat(checks(scripts.allowed(server))).containsExactly("MISC_CHECK");
    assertThat(scripts.program(ScriptProbe.of(absent))).isPresent();
  }

  private void reconfigure(Configuration configuration) {
    scripts.reconfigure(
        configuration.virtualServers(),
        new ScriptPolicy(
            configuration.global(),
            new Users(),
            Map.of("PATH", "/bin"),
            new Privilege(true, EnumSet.allOf(Capability.class))),
        log::add);
  }

  private static List<String> checks(VirtualServerSetup server) {
    return server.checks().realServers().stream()
        .map(
            real ->
                String.join(",", real.checks().stream().map(c -> c.probe().checkName()).toList()))
        .toList();
  }

  private static ScriptProbe probe(String user, String... words) {
    return new ScriptProbe(List.of(words), Optional.of(user), Optional.empty(), false);
  }

  private static Configuration read(String global, String... servers) {
    String file =
        "global_defs {\n%s\n}\nvirtual_server 10.0.0.1 80 {\nprotocol TCP\n%s}\n"
            .formatted(global, String.join("", servers));
    return ConfigurationReader.read("t.conf", file).configuration().orElseThrow();
  }

  private static String real(int number, String... checks) {
    return "real_server 10.0.1.%d 80 {\n%s}\n".formatted(number, String.join("", checks));
  }

  private static String misc(String path, String... lines) {
    return "MISC_CHECK {\nmisc_path \"%s\"\n%s\n}\n".formatted(path, String.join("\n", lines));
  }

  private static final class Users implements Accounts {
    @Override
    public Optional<Account> user(String name) {
      return switch (name) {
        case "root" -> Optional.of(new Account(name, 0, 0, "/root", "/bin/sh"));
        case "checker" -> Optional.of(new Account(name, 4001, 4002, "/home", "/bin/sh"));
        default -> Optional.empty();
      };
    }

    @Override
    public OptionalInt group(String name) {
      return OptionalInt.empty();
    }

    @Override
    public boolean isOwn(Account account) {
      return account.uid() == 0;
    }
  }
}
