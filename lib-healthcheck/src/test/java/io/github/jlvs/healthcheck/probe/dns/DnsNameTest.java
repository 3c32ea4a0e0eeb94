// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {
  private static final String LONGEST_LABEL = "a".repeat(63);

  @ParameterizedTest
  @CsvSource({
    "www.example.org, www.example.org",
    "www.example.org., www.example.org",
    "., .",
    "'', .",
    "'exa mple', exa\\032mple",
    "ü.de, \\195\\188.de",
    "a\\.b, a\\\\.b"
  })
  void is_read_as_people_write_it_and_written_as_a_zone_file_has_it(String text, String written) {
    assertThat(DnsName.of(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".a", "a..", "a..b"})
  void has_no_empty_label(String text) {
    assertThatThrownBy(() -> DnsName.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a label of a name has 1 to 63 octets, between two dots, got 0");
  }

  @Test
  void has_labels_of_63_octets_and_255_in_all() {
    String longest = (LONGEST_LABEL + ".").repeat(3) + "a".repeat(61);
    assertThat(DnsName.of(longest).length()).isEqualTo(255);
    assertThatThrownBy(() -> DnsName.of(longest + "a"))
        .hasMessage("a name has at most 255 octets, a length with each label, got 256");
    assertThatThrownBy(() -> DnsName.of(LONGEST_LABEL + "a"))
        .hasMessage("a label of a name has 1 to 63 octets, between two dots, got 64");
    assertThatThrownBy(() -> new DnsName(List.of("\u0100")))
        .hasMessageStartingWith("a label of a name is made of octets");
  }

  @Test
  void is_the_same_in_letters_of_either_case_of_ASCII_alone() {
    DnsName name = DnsName.of("www.Example.ORG");
    assertThat(name)
        .isEqualTo(DnsName.of("WWW.eXAMPLE.org"))
        .hasSameHashCodeAs(DnsName.of("WWW.eXAMPLE.org"))
        .isNotEqualTo(DnsName.of("wwx.example.org"))
        .isNotEqualTo("www.Example.ORG")
        .hasToString("www.Example.ORG");
    assertThat(new DnsName(List.of("\u00c4"))).isNotEqualTo(new DnsName(List.of("\u00e4")));
  }
}
