// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.RunNaming;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunNamingTest {
  @Test
  void a_daemon_may_have_a_name_and_a_directory_for_its_pid_files() {
    assertThat(naming("global_defs {\n}\n")).isEqualTo(RunNaming.PLAIN);
    assertThat(naming("instance foo.1\nuse_pid_dir\nglobal_defs {\n}\n"))
        .isEqualTo(new RunNaming(Optional.of("foo.1"), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../foo", ".foo", "a/b", "-n"})
  void a_name_that_leads_elsewhere_is_an_error(String name) {
    ReadResult result = ConfigurationReader.read("t.conf", "instance " + name + "\n");

    assertThat(result.configuration()).isEmpty();
    assertThat(result.diagnostics())
        .anySatisfy(each -> assertThat(each.toString()).contains("cannot be an instance"));
  }

  private static RunNaming naming(String text) {
    return ConfigurationReader.read("t.conf", text).configuration().orElseThrow().global().naming();
  }
}
