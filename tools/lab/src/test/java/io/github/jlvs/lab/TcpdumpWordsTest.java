// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What tcpdump 4.99 says on standard error. */
class TcpdumpWordsTest {
  private static final String LISTENING =
      "tcpdump: listening on br0, link-type EN10MB (Ethernet), snapshot length 512 bytes\n";
  private static final String ONE =
      "tcpdump: 1 packet captured, 1 packet received by filter, 0 packets dropped by kernel\n";
  private static final String LOST =
      "tcpdump: 30 packets captured, 47 packets received by filter, 17 packets dropped by kernel\n";

  @Test
  void it_listens_and_tells_its_counts_as_often_as_it_is_asked() {
    assertThat(new TcpdumpWords("tcpdump: br7: No such device exists\n").listening()).isFalse();
    assertThat(new TcpdumpWords(LISTENING).listening()).isTrue();
    assertThat(new TcpdumpWords(LISTENING).countsTold()).isZero();
    assertThat(new TcpdumpWords(LISTENING + ONE + LOST).countsTold()).isEqualTo(2);
    assertThat(new TcpdumpWords(LISTENING + ONE + LOST.substring(0, 60)).countsTold()).isOne();
  }

  @Test
  void what_it_lost_is_what_it_told_last() {
    assertThat(new TcpdumpWords(LISTENING).lost()).isZero();
    assertThat(new TcpdumpWords(LISTENING + ONE).lost()).isZero();
    assertThat(new TcpdumpWords(LISTENING + ONE + LOST).lost()).isEqualTo(17);
  }
}
