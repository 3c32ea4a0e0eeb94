// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.jipvsadm.Played;
import io.github.jlvs.jipvsadm.command.OptionTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No option is missing from what users read. */
class DocumentsTest {
  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (CommandOption option : OptionTable.options()) {
      if (option.letter() != 0) {
        names.add("-" + option.letter());
      }
      if (!option.longName().isEmpty()) {
        names.add("--" + option.longName());
      }
    }
    return names;
  }

  @Test
  void the_manual_page_has_every_option_and_its_description() {
    String page = Documents.manPage();
    for (String name : names()) {
      assertThat(page).contains("\\fB" + name.replace("-", "\\-") + "\\fP");
    }
    for (CommandOption option : OptionTable.options()) {
      assertThat(page).contains("\n" + option.description().replace("-", "\\-") + "\n");
    }
    assertThat(page).contains("\\-p\\fP, \\fB\\-\\-persistent\\fP [\\fISECONDS\\fP]\n");
  }

  @Test
  void the_manual_page_is_nothing_but_text_and_known_requests() {
    assertThat(Documents.manPage().lines())
        .allMatch(
            line -> !line.startsWith(".") || line.matches("\\.(\\\\\"|TH|SH|TP|PP|nf|fi)( .*)?"))
        .noneMatch(line -> line.startsWith("'") || line.contains("%n") || line.contains("%%"))
        .noneMatch(line -> line.replaceAll("\\\\(-|e|&|f[BIP]|\")", "").contains("\\"));
  }

  @Test
  void the_help_has_every_option() {
    assertThat(new Played().run("-h").out()).contains(names());
  }

  @Test
  void bash_completes_options_and_values(@TempDir Path directory)
      throws IOException, InterruptedException {
    Documents.main(new String[] {directory.toString()});
    assertThat(directory.resolve("man/jipvsadm.8")).hasContent(Documents.manPage());
    String completion = Files.readString(directory.resolve("completion/jipvsadm"));
    assertThat(completion).contains(names());
    assertThat(completed(directory, "jipvsadm", "--schedu")).containsExactly("--scheduler");
    assertThat(completed(directory, "jipvsadm", "--start-daemon", "m")).containsExactly("master");
    assertThat(completed(directory, "jipvsadm", "di")).contains("diff");
    assertThat(completed(directory, "jipvsadm", "replace", "--d")).containsExactly("--dry-run");
  }

  private static List<String> completed(Path directory, String... words)
      throws IOException, InterruptedException {
    String script =
        "source completion/jipvsadm; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; COMP_LINE=\"${COMP_WORDS[*]}\"; _complete_jipvsadm; printf '%s\\n"
            + "' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return answer.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
