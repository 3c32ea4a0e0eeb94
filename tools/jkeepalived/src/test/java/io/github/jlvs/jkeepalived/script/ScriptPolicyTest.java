// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Privilege;
import io.github.jlvs.linux.process.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of a host that is played, and real files. */
class ScriptPolicyTest {
  private final Map<String, Account> users =
      new HashMap<>(
          Map.of("root", account("root", 0, 0), "checker", account("checker", 4001, 4002)));
  private final Map<String, String> environment = new HashMap<>();
  private Privilege privilege = new Privilege(true, EnumSet.allOf(Capability.class));
  @TempDir private Path directory;

  @Test
  void the_command_s_own_user_comes_first_then_script_user_then_keepalived_script_then_root() {
    Optional<ScriptUser> own = Optional.of(new ScriptUser("checker", Optional.empty()));
    assertThat(userOf("script_user root", own)).isEqualTo("checker 4001:4002");
    assertThat(userOf("script_user checker wheel", Optional.empty()))
        .isEqualTo("checker 4001:4010");
    assertThat(userOf("", Optional.empty())).isEqualTo("root 0:0");
    users.put("keepalived_script", account("keepalived_script", 500, 501));
    assertThat(userOf("", Optional.empty())).isEqualTo("keepalived_script 500:501");
    assertThat(userOf("enable_script_security", Optional.empty()))
        .isEqualTo("keepalived_script 500:501");
    assertThat(userOf("script_user root", Optional.empty())).isEqualTo("root 0:0");
  }

  @Test
  void users_and_groups_that_are_absent_are_named() {
    assertThat(refusal("script_user nobodyhere", "/bin/sh"))
        .isEqualTo("Script user 'nobodyhere' does not exist");
    assertThat(refusal("script_user checker nogroup", "/bin/sh"))
        .isEqualTo("Script group 'nogroup' does not exist");
    assertThat(refusal("enable_script_security", "/bin/sh"))
        .startsWith("Script user 'keepalived_script' does not exist, and enable_script_security");
  }

  @Test
  void a_word_without_a_slash_is_searched_and_that_is_said() throws IOException {
    Path script = script("rwxr-xr-x");
    environment.put("PATH", "relative:/nowhere:" + directory);
    ScriptPolicy.Verdict verdict = policy("").verdict(command("s.sh", "a b"));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            ScriptPolicy.Verdict.Run.class,
            run -> {
              assertThat(run.program().words()).containsExactly(script.toString(), "a b");
              assertThat(run.remark())
                  .contains(
                      "WARNING - script `s.sh` resolved by path search to `"
                          + script
                          + "`. Please specify full path.");
            });
    assertThat(refusal("", "absent.sh"))
        .isEqualTo(
            "Script absent.sh cannot be accessed - No such file in " + environment.get("PATH"));
  }

  @Test
  void a_file_that_is_absent_or_not_executable_is_named_with_whom_it_would_run_as()
      throws IOException {
    assertThat(refusal("", directory + "/absent"))
        .isEqualTo(
            "Script " + directory + "/absent cannot be accessed - No such file or directory");
    Path script = script("rwx------");
    assertThat(refusal("script_user checker", script.toString()))
        .isEqualTo(
            "WARNING - script '"
                + script
                + "' is not executable for uid:gid 4001:4002 - disabling.");
    assertThat(refusal("", directory.toString())).contains("is not executable");
  }

  @Test
  void with_security_root_runs_only_what_root_alone_can_change() throws IOException {
    Path script = script("rwxrwxrwx");
    assertThat(refusal("enable_script_security\nscript_user root", script.toString()))
        .startsWith("Unsafe permissions found for script '" + script + "' - disabling. /")
        .contains(" can be changed by ");
    assertThat(policy("script_user root").verdict(command(script.toString())))
        .isInstanceOf(ScriptPolicy.Verdict.Run.class);
    assertThat(
            policy("enable_script_security\nscript_user checker")
                .verdict(command(script.toString())))
        .isInstanceOf(ScriptPolicy.Verdict.Run.class);
    assertThat(policy("enable_script_security\nscript_user root").verdict(command("/bin/sh")))
        .isInstanceOf(ScriptPolicy.Verdict.Run.class);
    assertThat(policy("enable_script_security").warning()).isEmpty();
    assertThat(policy("").warning()).isPresent();
  }

  @Test
  void nothing_of_the_daemon_s_environment_is_passed_on_but_path_and_language() {
    environment.putAll(
        Map.of(
            "PATH", "/bin",
            "LANG", "de_DE.UTF-8",
            "LC_TIME", "C",
            "TZ", "UTC",
            "HOME", "/secret",
            "LD_PRELOAD", "/evil.so",
            "SMTP_PASSWORD", "hidden",
            "NOTIFY_SOCKET", "/run/systemd/notify"));
    ScriptPolicy.Verdict verdict = policy("script_user checker").verdict(command("/bin/sh"));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            ScriptPolicy.Verdict.Run.class,
            run ->
                assertThat(run.program().environment())
                    .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                            "PATH", "/bin",
                            "LANG", "de_DE.UTF-8",
                            "LC_TIME", "C",
                            "TZ", "UTC",
                            "HOME", "/home/checker",
                            "USER", "checker",
                            "LOGNAME", "checker",
                            "SHELL", "/bin/sh")));
  }

  /** Where the language is C it may be any letter that ASCII does not have. */
  @Test
  void a_name_that_no_file_can_have_is_refused() {
    assertThat(refusal("", "/opt/\0"))
        .isEqualTo("Script /opt/\0 is not run: its name has an octet of zero");
    assertThat(UnusablePath.why(new InvalidPathException("/opt/kä", "unmappable")))
        .contains("LC_ALL=C.UTF-8");
  }

  @Test
  void a_word_with_an_octet_of_zero_is_refused() {
    ScriptPolicy.Verdict verdict = policy("").verdict(command("/bin/sh", "a\0b"));
    assertThat(verdict)
        .isEqualTo(
            new ScriptPolicy.Verdict.Refused(
                "Script /bin/sh is not run: a word of its command has an octet of zero"));
    assertThat(policy("").refusal(command("/bin/sh", "a"))).isEmpty();
  }

  @Test
  void a_directory_that_is_closed_to_its_user_is_named() throws IOException {
    Path script = script("rwxr-xr-x");
    Path closed =
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

    assertThat(policy("script_user checker").verdict(command(script.toString())))
        .isInstanceOfSatisfying(
            ScriptPolicy.Verdict.Run.class,
            run ->
                assertThat(run.remark())
                    .contains(
                        "WARNING - script '"
                            + script
                            + "' will hardly run: checker may not pass through "
                            + closed
                            + "; chmod it, or move the script"));
    assertThat(policy("script_user root").verdict(command(script.toString())))
        .isInstanceOfSatisfying(
            ScriptPolicy.Verdict.Run.class, run -> assertThat(run.remark()).isEmpty());
  }

  @Test
  void what_a_script_of_another_user_takes_is_named_where_it_is_missing() {
    privilege = new Privilege(false, EnumSet.of(Capability.NET_ADMIN, Capability.SETGID));
    assertThat(remark("script_user checker"))
        .hasValue(
            "WARNING - script '/bin/sh' will not run: this process lacks the capability CAP_SETUID"
                + " to become user checker");
    privilege = new Privilege(false, EnumSet.of(Capability.SETUID, Capability.SETGID));
    assertThat(remark("script_user checker"))
        .hasValue(
            "WARNING - script '/bin/sh' goes on where it takes too long: this process lacks the"
                + " capability CAP_KILL to end one of user checker");
    privilege = new Privilege(false, EnumSet.noneOf(Capability.class));
    assertThat(remark("script_user root")).isEmpty();
  }

  private Optional<String> remark(String global) {
    ScriptPolicy.Verdict verdict = policy(global).verdict(command("/bin/sh"));
    assertThat(verdict).isInstanceOf(ScriptPolicy.Verdict.Run.class);
    return verdict instanceof ScriptPolicy.Verdict.Run run ? run.remark() : Optional.empty();
  }

  private String userOf(String global, Optional<ScriptUser> own) {
    ScriptPolicy.Verdict verdict = policy(global).verdict(new Command(List.of("/bin/sh"), own));
    if (verdict instanceof ScriptPolicy.Verdict.Run run) {
      Account account = run.program().account().orElseThrow();
      return account.name() + " " + account.uid() + ":" + account.gid();
    }
    return verdict.toString();
  }

  private String refusal(String global, String word) {
    ScriptPolicy.Verdict verdict = policy(global).verdict(command(word));
    assertThat(verdict).isInstanceOf(ScriptPolicy.Verdict.Refused.class);
    return verdict instanceof ScriptPolicy.Verdict.Refused refused ? refused.why() : "";
  }

  private ScriptPolicy policy(String global) {
    Accounts accounts =
        new Accounts() {
          @Override
          public Optional<Account> user(String name) {
            return Optional.ofNullable(users.get(name));
          }

          @Override
          public OptionalInt group(String name) {
            return name.equals("wheel") ? OptionalInt.of(4010) : OptionalInt.empty();
          }

          @Override
          public boolean isOwn(Account account) {
            return account.name().equals("root");
          }
        };
    return new ScriptPolicy(
        ConfigurationReader.read("t.conf", "global_defs {\n" + global + "\n}\n")
            .configuration()
            .orElseThrow()
            .global(),
        accounts,
        environment,
        privilege);
  }

  private static Command command(String... words) {
    return new Command(List.of(words), Optional.empty());
  }

  private Path script(String permissions) throws IOException {
    Path script = Files.writeString(directory.resolve("s.sh"), "#!/bin/sh\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(permissions));
  }

  private static Account account(String name, int uid, int gid) {
    return new Account(name, uid, gid, "/home/" + name, "/bin/sh");
  }
}
