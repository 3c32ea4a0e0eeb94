// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of a file, for programs that walk through it. */
class TreeTest {
  @TempDir Path directory;

  @Test
  void holds_what_includes_and_definitions_mean() throws IOException {
    Path main = directory.resolve("keepalived.conf");
    Path included = directory.resolve("routers.conf");
    Files.writeString(main, "$VRID=51\ninclude routers.conf\nno_such_block {\n}\n");
    Files.writeString(included, "vrrp_instance V1 {\n  virtual_router_id $VRID\n}\n");

    TreeResult result = ConfigurationReader.tree(main, ReaderOptions.ofThisMachine());

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.tree().statements())
        .extracting(Statement::name)
        .containsExactly("vrrp_instance", "no_such_block");
    Statement vrid = result.tree().statements().get(0).children().get(0);
    assertThat(vrid.arguments().get(0).text()).isEqualTo("51");
    assertThat(vrid.position().file()).isEqualTo(included.toString());
    assertThat(vrid.position().line()).isEqualTo(2);
  }

  @Test
  void says_which_brace_is_missing_and_goes_on_behind_it() {
    TreeResult result =
        ConfigurationReader.tree(
            "t.conf",
            "vrrp_instance V1 {\n  interface eth0\nvrrp_instance V2 {\n}\n",
            Texts.NO_FILES);

    assertThat(result.diagnostics())
        .extracting(Diagnostic::message)
        .singleElement()
        .asString()
        .contains("'}' is missing");
    assertThat(result.tree().statements()).hasSize(2);
  }

  @Test
  void a_file_that_is_not_there_has_no_statement() {
    TreeResult result =
        ConfigurationReader.tree(
            directory.resolve("none.conf"), ReaderOptions.withConfigId("host"));

    assertThat(result.tree().statements()).isEmpty();
    assertThat(result.diagnostics())
        .extracting(Diagnostic::message)
        .singleElement()
        .asString()
        .startsWith("the configuration cannot be read: ");
  }
}
