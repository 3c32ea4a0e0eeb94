// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read again is what a first reading gives, and what did not change is the same object. */
class RepeatedReaderTest {
  private final RepeatedReader reader = new RepeatedReader();

  private @TempDir Path directory;

  @Property(tries = 150)
  void whatever_was_read_before_the_result_is_that_of_a_first_reading(
      @ForAll long seed, @ForAll long edits) {
    RepeatedReader repeated = new RepeatedReader();
    Random random = new Random(edits);
    String text = many(1, 2, 3) + GeneratedConfiguration.text(seed, 0) + many(4);
    for (int round = 0; round < 4; round++) {
      ReaderOptions options =
          options(Tolerance.values()[random.nextInt(Tolerance.values().length)]);
      ReadResult again = repeated.read("t.conf", text, options);

      assertThat(again)
          .isEqualTo(ConfigurationReader.read("t.conf", text, options(options.tolerance())));
      text = edited(text, random);
    }
  }

  private static ReaderOptions options(Tolerance tolerance) {
    return new ReaderOptions("host", SourceFiles.NONE, new SplittableRandom(1), tolerance);
  }

  /** A few lines more, fewer or elsewhere; of a block, or of several. */
  private static String edited(String text, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2 -> lines.add(at, "# said");
        case 3 -> lines.set(at, lines.get(at).replaceFirst("[1-9]", "7"));
        default -> lines.add(lines.remove(at));
      }
      if (lines.isEmpty()) {
        lines.add("");
      }
    }
    return String.join("\n", lines);
  }

  @Test
  void virtual_servers_that_did_not_change_are_the_same_wherever_they_stand() {
    List<VirtualServerSetup> before = servers(many(1, 2, 3));
    List<VirtualServerSetup> after =
        servers("# moved\n\n" + many(3) + many(2).replace("weight 1", "weight 9") + many(1));

    assertThat(after.get(0)).isSameAs(before.get(2));
    assertThat(after.get(2)).isSameAs(before.get(0));
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
    assertThat(servers(many(2)).get(0)).isEqualTo(before.get(1));
    assertThat(servers(many(3) + many(1)).get(0)).isNotSameAs(before.get(2));
  }

  @Test
  void they_are_known_as_long_as_they_stand_there() {
    List<VirtualServerSetup> before = servers(many(1, 2));

    assertThat(servers("\n" + many(1, 2)).get(0)).isSameAs(before.get(0));
    assertThat(servers(many(2, 1)).get(1)).isSameAs(before.get(0));
  }

  @Test
  void a_last_line_that_goes_on_now_is_read() {
    String text = many(1).replace(" # of 1", "");
    Object unused = servers(text);
    String more = text.strip() + " nonsense\n" + many(2);

    assertThat(said(more)).isNotEmpty().isEqualTo(saidFirst(more));
  }

  @Test
  void what_is_wrong_with_them_is_said_where_they_stand_now() {
    Object unused = servers(many(1, 2));
    String twice = "\n\n" + many(1, 2, 1);

    assertThat(said(twice)).isNotEmpty().isEqualTo(saidFirst(twice));
  }

  @Test
  void an_error_elsewhere_does_not_make_the_next_reading_a_first_one() {
    List<VirtualServerSetup> before = servers(many(1, 2));

    assertThat(said("nonsense {\n}\n" + many(1, 2))).isNotEmpty();
    assertThat(servers(many(2)).get(0)).isSameAs(before.get(1));
    assertThat(said("nonsense {\n}\n" + many(1))).isNotEmpty();
    assertThat(servers(many(2)).get(0)).isSameAs(before.get(1));
  }

  @Test
  void lines_that_nobody_knows_are_told_apart_by_a_virtual_server_between_them() {
    Object unused = servers(many(1));
    String text = "xyza 1\nxyzb 2\n" + many(1) + "xyzc 3\n";

    assertThat(said(text)).hasSize(3).isEqualTo(saidFirst(text));
  }

  /** It is not the rest of the quote. */
  @Test
  void behind_a_quote_that_is_not_closed_a_virtual_server_ends_what_is_hidden() {
    Object unused = servers(many(1));
    String text = "auth_pass \"geheim\n" + many(1) + "nonsense\n";

    assertThat(said(text).toString()).contains("'nonsense'");
    assertThat(said(text)).isEqualTo(saidFirst(text));
  }

  /** The block is as it was, and what it means is not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$W=1\n|$W=2\n|weight $W",
        """
        virtual_server_group g {
          10.0.0.1 80
        }
        |virtual_server_group g {
          10.0.0.2 80
        }
        |group
        """,
        """
        track_file f {
          file /a
        }
        |track_file f {
          file /b
        }
        |FILE_CHECK {
          track_file f
        }
        """,
      })
  void what_depends_on_something_else_is_read_again(String texts) {
    String[] parts = texts.split("\\|");
    String line = parts[2].strip();
    String server =
        line.equals("group")
            ? many(1).replace("10.0.0.1 80", "group g")
            : many(1).replace("weight 1", line);
    List<VirtualServerSetup> one = servers(parts[0] + server);
    assertThat(said(parts[0] + server)).isEmpty();
    List<VirtualServerSetup> other = servers(parts[1] + server);

    assertThat(other).hasSize(1).isNotEqualTo(one);
    assertThat(other)
        .isEqualTo(
            ConfigurationReader.read("t.conf", parts[1] + server)
                .configuration()
                .orElseThrow()
                .virtualServers());
  }

  @Test
  void a_warning_within_a_block_comes_each_time() {
    String text = "virtual_server 10.0.0.1 80 {\nreal_server 10.1.0.1 80 {\n}\n}\n";

    assertThat(said(text)).isNotEmpty().isEqualTo(saidFirst(text));
    assertThat(said("\n" + text)).isNotEmpty().isEqualTo(saidFirst("\n" + text));
  }

  @Test
  void a_block_that_is_not_closed_any_more_is_seen() {
    Object unused = servers(many(1, 2));
    String open = "virtual_server 10.9.9.9 80 {\n" + many(1, 2);
    String surplus = many(1) + "}\n" + many(2);

    assertThat(said(open)).isNotEmpty().isEqualTo(saidFirst(open));
    assertThat(said(surplus)).isNotEmpty().isEqualTo(saidFirst(surplus));
  }

  @Test
  void those_of_included_files_are_known_as_well() throws IOException {
    Files.writeString(directory.resolve("a.conf"), many(1, 2));
    Path main = directory.resolve("k.conf");
    Files.writeString(main, "include a.conf\n" + many(3));
    List<VirtualServerSetup> before = servers(main);
    Files.writeString(directory.resolve("a.conf"), many(2));

    List<VirtualServerSetup> after = servers(main);

    assertThat(after).hasSize(2);
    assertThat(after.get(0)).isSameAs(before.get(1));
    assertThat(after.get(1)).isSameAs(before.get(2));
  }

  private List<VirtualServerSetup> servers(Path file) {
    return reader
        .read(file, ReaderOptions.withConfigId("host"))
        .configuration()
        .orElseThrow()
        .virtualServers();
  }

  private List<VirtualServerSetup> servers(String text) {
    return read(text).configuration().orElseThrow().virtualServers();
  }

  private ReadResult read(String text) {
    return reader.read("t.conf", text, options(Tolerance.USUAL));
  }

  private List<Diagnostic> said(String text) {
    return read(text).diagnostics();
  }

  private static List<Diagnostic> saidFirst(String text) {
    return ConfigurationReader.read("t.conf", text, options(Tolerance.USUAL)).diagnostics();
  }

  private static String many(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(
            number ->
                """
                virtual_server 10.0.0.%1$d 80 {
                  protocol TCP
                  lb_algo wrr
                  lb_kind DR
                  real_server 10.1.0.%1$d 80 {
                    weight 1
                    TCP_CHECK {
                    }
                  }
                } # of %1$d
                """
                    .formatted(number))
        .collect(Collectors.joining());
  }
}
