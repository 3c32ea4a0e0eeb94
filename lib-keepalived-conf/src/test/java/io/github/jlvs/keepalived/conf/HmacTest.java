// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.source.RememberedFiles;
import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import io.github.jlvs.vrrp.hmac.AntiReplay;
import io.github.jlvs.vrrp.hmac.HmacKey;
import io.github.jlvs.vrrp.hmac.HmacKeys;
import io.github.jlvs.vrrp.hmac.HmacMode;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code auth_hmac}: keys that sign the advertisements of a virtual router. */
class HmacTest {
  private static final String DIGITS = "00112233445566778899aabbccddeeff".repeat(2);
  private static final String TEXT = "s3same s3same s3same s3same s3sa";
  private static final HmacKey ONE = HmacKey.of(1, HexFormat.of().parseHex(DIGITS));
  private static final HmacKey TWO = HmacKey.of(2, TEXT.getBytes(StandardCharsets.US_ASCII));
  private static final String KEY = "key 1 hex:" + DIGITS;

  @TempDir private Path directory = Path.of("");

  @Test
  void without_it_advertisements_are_not_signed() {
    assertThat(hmac(read("advert_int 1"))).isEmpty();
  }

  @Test
  void one_key_is_enough_and_the_rest_is_keepaliveds_default() {
    assertThat(right("auth_hmac {", KEY, "}")).isEqualTo(HmacSettings.of(HmacKeys.only(ONE), 100));
  }

  @Test
  void everything_can_be_said() {
    assertThat(
            right(
                "auth_hmac {",
                KEY,
                "key 2 \"" + TEXT + "\"",
                "active_key 2",
                "time_window 10",
                "anti_replay monotonic",
                "mode permissive",
                "}"))
        .isEqualTo(
            new HmacSettings(
                new HmacKeys(List.of(ONE, TWO), 2), HmacMode.PERMISSIVE, AntiReplay.MONOTONIC, 10));
  }

  /** Three advertisements may be on the way, or lost. */
  @ParameterizedTest
  @CsvSource({"1, 5", "2, 6", "100, 300", "255, 300"})
  void the_window_follows_the_interval(String interval, int seconds) {
    assertThat(right("advert_int " + interval, "auth_hmac {", KEY, "}").windowSeconds())
        .isEqualTo(seconds);
  }

  @Test
  void version_3_and_ipv6_have_it_too() {
    assertThat(right("version 3", "advert_int 0.25", "auth_hmac {", KEY, "}").windowSeconds())
        .isEqualTo(5);
  }

  @Test
  void a_key_may_stand_in_a_file_and_is_read_with_the_configuration() throws IOException {
    Path file = file("rw-------");
    RememberedFiles files = new RememberedFiles(SourceFiles.OF_THIS_MACHINE);

    ReadResult read = read(files, "auth_hmac {", "key 1 file:" + file, "}");

    assertThat(hmac(read)).contains(HmacSettings.of(HmacKeys.only(ONE), 100));
    assertThat(files.wouldReadTheSame()).isTrue();
    Files.writeString(file, "hex:" + DIGITS.replace('0', 'f'));
    assertThat(files.wouldReadTheSame()).as("a reload sees another key").isFalse();
  }

  @Test
  void a_file_that_others_can_read_is_an_error() throws IOException {
    assertThat(said(read(SourceFiles.OF_THIS_MACHINE, block("key 1 file:" + file("rw-r--r--")))))
        .contains("cannot use this file: others can read or change it (mode 0644)");
  }

  @Test
  void what_is_in_a_file_may_be_no_key() throws IOException {
    Path file = Files.writeString(file("rw-------"), "s3same\n");

    assertThat(said(read(SourceFiles.OF_THIS_MACHINE, block("key 1 file:" + file))))
        .contains("key 1 in " + file + ": a key of 6 octets, it must have 32 to 64")
        .doesNotContain("s3same");
  }

  @Test
  void of_several_the_first_signs_and_that_is_said() {
    ReadResult read = read(block(KEY, "key 2 \"" + TEXT + "\""));

    assertThat(hmac(read).orElseThrow().keys().activeId()).isEqualTo(1);
    assertThat(said(read)).contains("warning: key 1 signs, the first of several");
  }

  /** The word that is wrong may be the key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "key s3same",
        "key 1",
        "key 1 s3same",
        "key 1 hex:s3same",
        "key 0 hex:s3same",
        "key 256 s3same",
        "key 99999999999 s3same",
        "key -1 s3same",
        "key 1 file:relative",
        "key 1 file:/no/such/file",
        "key hex:s3same 1",
        "key 1 s3same s3same",
        "key",
        "active_key 3",
        "mode strict",
        "anti_replay never",
        "time_window 0",
        "time_window 301",
      })
  void a_wrong_line_is_an_error_that_shows_no_key(String line) {
    String key = line.startsWith("key") ? "" : KEY;

    ReadResult read = read(block(key, line));

    assertThat(read.configuration()).as(said(read)).isEmpty();
    assertThat(said(read)).doesNotContain("s3same");
  }

  /** A key in the wrong place is a key all the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth_hmac {\nkey 1\nKEY\n}",
        "auth_hmac {\nKEY\n}",
        "auth_hmac {\nkey:KEY\n}",
        "auth_hmac {\nkey=1=KEY\n}",
        "auth_hmac {\nkey 1 \"KEY\nKEY KEY\"\n}",
        "auth_hmac KEY {\n}",
        "auth_hmac {\nkey 1 KEY KEY\nactive_key KEY\n}",
        "auth_hmac {\nkey 1 KEY\nactive_key 1 KEY\nmode enforce KEY\n}",
        "auth_hmac {\nkey 1 KEY\nmode KEY\nanti_replay KEY\ntime_window KEY\n}",
        "auth_hmac {\nkey 1 file:KEY\n}",
        "auth_hmac {\nkee 1 KEY\nkey1 KEY\nKEYS KEY\n}",
        "auth_hmac {\nkey 1 KEY {\n}\n}",
      })
  void no_message_shows_a_key_wherever_it_stands(String lines) {
    for (String key : List.of("hex:" + DIGITS, TEXT.replace(' ', '_'))) {
      String said = said(read(lines.replace("KEY", key)));
      assertThat(said).as(lines).isNotEmpty().doesNotContain(key.substring(4, 20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"active_key 1 KEY", "mode enforce KEY"})
  void no_explanation_shows_a_key_wherever_it_stands(String line) {
    StringBuilder said = new StringBuilder();
    ReadResult unused =
        ConfigurationReader.explain(
            "t.conf",
            Texts.instance(block(KEY, line.replace("KEY", "hex:" + DIGITS))),
            Texts.NO_FILES,
            explained -> said.append(explained.text()));

    assertThat(said.toString()).contains("auth_hmac").doesNotContain(DIGITS);
  }

  @Test
  void its_lines_outside_of_it_are_errors() {
    for (String line : List.of(KEY, "active_key 1", "anti_replay time", "time_window 5")) {
      ReadResult read = read(line);
      assertThat(read.configuration()).as(line).isEmpty();
      assertThat(said(read)).contains("in vrrp_instance (its place is in auth_hmac");
    }
  }

  /** The other router might read all of it. */
  @Test
  void a_word_behind_a_key_is_an_error() {
    assertThat(said(read(block(KEY + " and more"))))
        .contains("error: the key ends before this word (put it in double quotes");
  }

  @Test
  void one_number_for_two_keys_is_an_error() {
    assertThat(said(read(block(KEY, KEY)))).contains("error: two keys have the number 1");
  }

  @Test
  void no_key_is_an_error() {
    assertThat(said(read(block("mode enforce")))).contains("error: 'key' is missing");
  }

  @Test
  void a_password_beside_it_is_an_error() {
    for (String version : List.of("version 2", "version 3")) {
      assertThat(
              said(
                  read(
                      version
                          + "\nauthentication {\nauth_type PASS\nauth_pass 1111\n}\n"
                          + block(KEY))))
          .contains("error: 'authentication' and 'auth_hmac' exclude each other");
    }
  }

  /** Which keys there are, and where they are kept, is no secret. */
  @Test
  void an_explanation_shows_number_and_place_of_each_key() throws IOException {
    Path file = file("rw-------");
    StringBuilder said = new StringBuilder();
    ReadResult unused =
        ConfigurationReader.explain(
            "t.conf",
            Texts.instance(
                block(KEY, "key 2 \"" + TEXT + "\"", "key 03 file:" + file, "active_key 2")),
            new ReaderOptions(
                "host", SourceFiles.OF_THIS_MACHINE, new SplittableRandom(1), Tolerance.USUAL),
            explained -> said.append(explained.text()));

    assertThat(said.toString().lines().map(line -> line.replaceAll(" +#.*", "").strip()))
        .containsSubsequence(
            "auth_hmac {", "key 1 hex:****", "key 2 ****", "key 3 file:" + file, "active_key 2");
    assertThat(said.toString()).doesNotContain("s3same").doesNotContain(DIGITS);
  }

  private Path file(String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "hex:" + DIGITS + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String block(String... lines) {
    return "auth_hmac {\n" + String.join("\n", lines) + "\n}";
  }

  private static HmacSettings right(String... lines) {
    ReadResult read = read(lines);
    assertThat(said(read)).isEmpty();
    return hmac(read).orElseThrow();
  }

  private static Optional<HmacSettings> hmac(ReadResult read) {
    return read.configuration().orElseThrow().routerSetups().get(0).hmac();
  }

  private static ReadResult read(String... lines) {
    return read(SourceFiles.NONE, lines);
  }

  private static ReadResult read(SourceFiles files, String... lines) {
    return ConfigurationReader.read(
        "t.conf",
        Texts.instance(lines),
        new ReaderOptions("host", files, new SplittableRandom(1), Tolerance.USUAL));
  }

  private static String said(ReadResult read) {
    return read.diagnostics().stream()
        .map(Diagnostic::toString)
        .reduce("", (all, each) -> all + each + "\n");
  }
}
