// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.ScriptUser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that name a script: {@code COMMAND [USER [GROUP]]}, as keepalived 2.2.7 takes them. */
class ScriptLineTest {

  @Test
  void a_command_with_arguments_is_in_quotes() {
    assertThat(command("\"/bin/x a 'b  c'\"")).isEqualTo(of("/bin/x", "a", "b  c"));
    assertThat(command("'/bin/x a'")).isEqualTo(of("/bin/x", "a"));
    assertThat(command("\"/bin/x \\\"c d\\\"\"")).isEqualTo(of("/bin/x", "c d"));
    assertThat(command("\"/bin/x a\"b")).isEqualTo(of("/bin/x", "ab"));
  }

  @Test
  void a_user_and_a_group_may_follow() {
    assertThat(command("\"/bin/x a\" nobody"))
        .isEqualTo(new Command(List.of("/bin/x", "a"), user("nobody", Optional.empty())));
    assertThat(command("\"/bin/x\" \"nobody\" daemon"))
        .isEqualTo(new Command(List.of("/bin/x"), user("nobody", Optional.of("daemon"))));
  }

  @Test
  void without_quotes_only_the_first_word_is_the_command() {
    assertThat(command("/bin/x nobody daemon"))
        .isEqualTo(new Command(List.of("/bin/x"), user("nobody", Optional.of("daemon"))));
  }

  @Test
  void a_fourth_word_is_warned_of() {
    assertThat(read("/bin/x a b c").diagnostics())
        .anySatisfy(
            d ->
                assertThat(d.toString())
                    .contains("'c' is not expected")
                    .contains("in double quotes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"/bin/x 'a\"", "'/bin/x"})
  void what_is_empty_or_not_closed_is_no_command(String line) {
    assertThat(read(line).configuration()).isEmpty();
  }

  private static Command command(String line) {
    return read(line)
        .configuration()
        .orElseThrow()
        .vrrpInstances()
        .get(0)
        .notifyScripts()
        .master()
        .orElseThrow();
  }

  private static ReadResult read(String line) {
    return ConfigurationReader.read("t.conf", Texts.instance("notify_master " + line));
  }

  private static Command of(String... words) {
    return new Command(List.of(words), Optional.empty());
  }

  private static Optional<ScriptUser> user(String name, Optional<String> group) {
    return Optional.of(new ScriptUser(name, group));
  }
}
