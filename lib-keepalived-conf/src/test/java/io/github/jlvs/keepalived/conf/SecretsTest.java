// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.Keyword;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message and no explanation shows a secret, wherever it stands. */
class SecretsTest {
  private static final String KEY = "hex:" + "00112233445566778899aabbccddeeff".repeat(2);

  /** Of a secret no piece of this length is shown. */
  private static final int PIECE = 6;

  /** Each line says something, and SECRET is in what it would say if nobody hid it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "authentication {\nauth_type PASS\nauth_pass x SECRET\n}",
        "authentication {\nauth_type PASS\nauth_pass\nSECRET\n}",
        "authentication {\nauth_type SECRET\nauth_pass x\n}",
        "authentication {\nauth_type PASS\nauth_pass=SECRET\n}",
        "authentication {\nauth_type PASS SECRET\n}",
        "authentication SECRET {\nauth_type PASS\nauth_pass x\n}",
        "authentication {\nauth_type PASS\nauth_pass \"SECRET\nSECRET\"\n}",
        "authentication {\nSECRET {\n}",
        "auth_pass=SECRET",
        "auth_passwd:SECRET",
        "auth_passSECRET",
        "nopreempt auth_pass=SECRET",
        "garp_master_delay 5 auth_pass SECRET",
        "garp_master_delay auth_pass SECRET",
        "garp_master_delay AUTH_PASS SECRET",
        "garp_master_delay password SECRET",
        "garp_master_delay client_secret SECRET",
        "garp_master_delay key SECRET",
        "garp_master_delay 5 password:SECRET",
        "garp_master_delay 5 header=Authorization:SECRET",
        "garp_master_delay 5 smtp://user:SECRET@host/",
        "auth_pas=SECRET",
        "notify_webhook http://127.0.0.1/ SECRET",
        "notify_webhook=https://127.0.0.1/SECRET",
        "notify_webhook \"https://127.0.0.1/\n/SECRET\"",
        "notify_webhook \"https://127.0.0.1/\nSECRET\nSECRET\"",
        "state hex:001 SECRET",
        "state Hex:001 SECRET",
        "priority hex:001 SECRET",
        "auth_hmac SECRET {\nkey 1 SECRET\n}",
        "auth_hmac {\nkey 1\nSECRET\n}",
        "auth_hmac {\nkey 1 SECRET\nactive_key 1 SECRET\n}",
        "auth_hmac {\nkey 1 SECRET\nmode SECRET\n}",
        "auth_hmac {\nkey=1=SECRET\n}",
        "auth_hmac {\nSECRET {\n}",
      })
  void no_message_shows_a_secret(String lines) {
    for (String secret :
        List.of("geheim42", "a\"geheim42", "Kennw0rtMitVielenZeichen12345678", KEY)) {
      String said = said(Texts.instance(lines.replace("SECRET", secret)));
      assertThat(said).as(lines).isNotEmpty();
      assertNothingOf(secret, said);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url {\nheader \"X-Token: a\" SECRET\n}",
        "url {\nheader=X-Token:SECRET\n}",
        "url {\nheader \"X-Token:\nSECRET\"\n}",
        "url {\nhttp_user SECRET:SECRET\n}",
        "url {\nhttp_user a SECRET\nhttp_password_file /none\n}",
      })
  void no_message_shows_one_of_a_check(String lines) {
    String check = Texts.server("real_server 10.0.0.9 80 {\nHTTP_GET {\n" + lines + "\n}\n}");

    String said = said(check.replace("SECRET", "geheim42"));

    assertThat(said).isNotEmpty();
    assertNothingOf("geheim42", said);
  }

  /** What counts in spite of such a line is explained with it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "authentication {\nauth_type PASS SECRET\nauth_pass x SECRET\n}",
        "authentication SECRET {\nauth_type PASS\nauth_pass x\n}",
        "auth_hmac SECRET {\nkey 1 SECRET\n}",
        "auth_hmac {\nkey 1 SECRET\nactive_key 1 SECRET\n}",
        "auth_hmac {\nkey 1 SECRET\nmode enforce SECRET\n}",
        "garp_master_delay 5 auth_pass SECRET",
        "garp_master_delay 5 auth_pass=SECRET",
        "}\nauth_pas SECRET\nvrrp_script a {\nscript /bin/true",
        "}\nauth_pass=SECRET\nvrrp_script a {\nscript /bin/true",
        "}\nheader=SECRET SECRET\nvrrp_script a {\nscript /bin/true",
        "}\nhex:001 SECRET\nvrrp_script a {\nscript /bin/true",
        "}\nauth_pas Kennw SECRET\nvrrp_script a {\nscript /bin/true",
        "}\nauth_pas \"a\\\"SECRET\"\nvrrp_script a {\nscript /bin/true",
      })
  void no_explanation_shows_a_secret(String lines) {
    for (String secret : List.of("Kennw0rtMitVielenZeichen12345678", KEY)) {
      String explained = explained(Texts.instance(lines.replace("SECRET", secret)));
      assertThat(explained).as(lines).contains("****");
      assertNothingOf(secret, explained);
    }
  }

  /** Nothing else says of the word what it is. */
  @Test
  void no_explanation_shows_a_key_on_a_line_that_counts() {
    String explained = explained(Texts.instance("state BACKUP " + KEY));

    assertThat(explained).contains("state BACKUP hex:****");
    assertNothingOf(KEY, explained);
  }

  /** One who pastes a key hits any place. */
  @Test
  void no_message_shows_a_key_behind_any_keyword_of_any_block() {
    Set<BlockKind> seen = new HashSet<>();
    StringBuilder said = new StringBuilder();
    everywhere(Keyword.Opened.of(RootReader.BLOCK), "", "", seen, said);

    assertThat(seen).contains(BlockKind.AUTH_HMAC, BlockKind.URL, BlockKind.GLOBAL_DEFS);
    assertThat(said.toString()).contains("a word that is not shown");
    assertNothingOf(KEY, said.toString());
  }

  private static void everywhere(
      Keyword.Opened block, String before, String behind, Set<BlockKind> seen, StringBuilder said) {
    if (!seen.add(block.kind())) {
      return;
    }
    said.append(said(before + KEY + "\n" + KEY + " {\n}\n" + behind));
    for (Keyword<?> keyword : block.keywords()) {
      String name = keyword.name();
      for (String line : List.of(name + " " + KEY, name + " 1 " + KEY, name + "=" + KEY)) {
        said.append(said(before + line + "\n" + behind));
        said.append(said(before + line + " {\n" + KEY + " " + KEY + "\n}\n" + behind));
      }
      keyword
          .opens()
          .ifPresent(
              inner -> everywhere(inner, before + name + " a 1 {\n", "}\n" + behind, seen, said));
    }
  }

  @Test
  void what_stands_on_other_lines_is_shown() {
    String said =
        said(Texts.instance("authentication {\nauth_type PASS\nauth_pass eth7\n}\nstate eth7"));

    assertThat(said).contains("'eth7'");
  }

  @Test
  void a_line_behind_a_quote_that_is_not_closed_is_shown_as_soon_as_it_has_a_keyword() {
    String said =
        said(
            Texts.instance(
                "authentication {\nauth_type PASS\nauth_pass \"geheim42\n}\nstate BACKUPS"));

    assertThat(said).contains("this quote is not closed", "'BACKUPS'");
  }

  /** Or nobody would find what is wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "state /etc/pass=SHOWN",
        "state /run/password SHOWN",
        "state some_password_file SHOWN",
        "state https://SHOWN@host/",
        "state SHOWN@host",
        "state user@SHOWN:80",
      })
  void what_only_looks_a_little_like_a_secret_is_shown(String line) {
    assertThat(said(Texts.instance(line.replace("SHOWN", "eth7")))).contains("eth7");
  }

  @Test
  void the_word_that_a_secret_stands_behind_is_shown() {
    assertThat(said(Texts.instance("state auth_pass"))).contains("'auth_pass'");
  }

  @Test
  void what_stands_behind_the_end_of_a_quote_is_shown() {
    String webhook = "notify_webhook \"https://127.0.0.1/\ngeheim42\"\nnonsense";

    assertThat(said(Texts.instance(webhook))).contains("'nonsense'").doesNotContain("geheim42");
  }

  @Test
  void what_goes_on_from_a_line_without_a_secret_is_shown() {
    assertThat(said(Texts.instance("notify \"/bin/true\nnonsense\"")))
        .contains("this quote is not closed", "'nonsense");
  }

  private static void assertNothingOf(String secret, String said) {
    String lower = secret.replace("hex:", "").toLowerCase(Locale.ROOT);
    Set<String> pieces = new HashSet<>();
    for (int at = 0; at + PIECE <= lower.length(); at++) {
      pieces.add(lower.substring(at, at + PIECE));
    }
    assertThat(
            said.lines()
                .filter(line -> pieces.stream().anyMatch(line.toLowerCase(Locale.ROOT)::contains)))
        .isEmpty();
  }

  private static String explained(String text) {
    StringBuilder said = new StringBuilder();
    ReadResult unused =
        ConfigurationReader.explain(
            "t.conf", text, Texts.NO_FILES, block -> said.append(block.text()));
    return said.toString();
  }

  private static String said(String text) {
    StringBuilder said = new StringBuilder();
    for (Diagnostic each : ConfigurationReader.read("t.conf", text, Texts.NO_FILES).diagnostics()) {
      said.append(each).append('\n');
    }
    return said.toString();
  }
}
