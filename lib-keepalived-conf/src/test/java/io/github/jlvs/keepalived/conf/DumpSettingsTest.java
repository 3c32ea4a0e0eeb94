// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.DumpSettings;
import io.github.jlvs.keepalived.conf.text.Severity;
import org.junit.jupiter.api.Test;

/** Where the files go that signals ask for. */
class DumpSettingsTest {
  @Test
  void without_a_word_they_are_keepalived_s() {
    DumpSettings dumps = read("");

    assertThat(dumps).isEqualTo(DumpSettings.DEFAULT);
    assertThat(dumps.beside("check")).isEqualTo("/tmp/keepalived_check.data");
  }

  @Test
  void both_names_of_each_are_taken() {
    DumpSettings expected = new DumpSettings("/run/k/d", "/run/k/s", "/run/k/j", 2);

    assertThat(
            read(
                """
                state_dump_file /run/k/d
                stats_dump_file /run/k/s
                json_dump_file /run/k/j
                json_version 2
                """))
        .isEqualTo(expected);
    assertThat(
            read(
                """
                state_dump_file_location /run/k/d
                stats_dump_file_location /run/k/s
                json_dump_file_location /run/k/j
                json_version 2
                """))
        .isEqualTo(expected);
  }

  @Test
  void the_other_files_of_the_state_are_named_before_the_dot_of_the_name() {
    assertThat(read("state_dump_file /run/k.d/data").beside("parent"))
        .isEqualTo("/run/k.d/data_parent");
    assertThat(read("state_dump_file /run/a.b.c").beside("parent")).isEqualTo("/run/a.b_parent.c");
    assertThat(read("state_dump_file /run/.data").beside("parent")).isEqualTo("/run/.data_parent");
  }

  @Test
  void no_whole_path_and_no_version_is_an_error() {
    for (String line :
        new String[] {
          "state_dump_file k.data", "json_dump_file /run/", "stats_dump_file", "json_version 3"
        }) {
      assertThat(ConfigurationReader.read("t.conf", text(line)).diagnostics())
          .as(line)
          .anyMatch(each -> each.severity() == Severity.ERROR);
    }
  }

  private static DumpSettings read(String lines) {
    return ConfigurationReader.read("t.conf", text(lines))
        .configuration()
        .orElseThrow()
        .global()
        .dumps();
  }

  private static String text(String lines) {
    return "global_defs {\n" + lines + "\n}\n" + Texts.instance();
  }
}
