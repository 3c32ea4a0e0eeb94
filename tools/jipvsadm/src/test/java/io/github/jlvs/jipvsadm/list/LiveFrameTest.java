// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.jipvsadm.Played;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The live table's pictures, on screens of all sizes. */
class LiveFrameTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final DestinationId RS = DestinationId.of("10.0.0.2", 80);

  private static List<String> frame(Screen screen) {
    Played played = new Played();
    String rules =
        """
        -A -t 10.0.0.1:80 -s wrr
        -a -t 10.0.0.1:80 -r 10.0.0.2:80 -m -w 3
        -a -t 10.0.0.1:80 -r 10.0.0.3:80 -m -w 1
        -A -u [fd00::1]:53 -s rr
        -A -f 7 -6 -s sh
        """;
    assertThat(played.run("-R", rules).status()).isZero();
    Rates rates = new Rates(12, 345, 6789, 123_456_789, 5);
    played.kernel().count(WEB, Statistics.ZERO, rates);
    played.kernel().count(WEB, RS, Statistics.ZERO, rates);
    played.kernel().connections(WEB, RS, 10, 20, 0);
    try (Ipvs ipvs = played.kernel().open()) {
      return LiveFrame.of(
          "12:00:00",
          ReferenceOrder.services(ipvs.services()),
          id -> ReferenceOrder.destinations(ipvs.destinations(id)),
          new NameText(Optional.empty()),
          screen);
    }
  }

  @Test
  void a_wide_screen_has_connections_and_rates_under_their_titles() {
    assertThat(String.join("\n", frame(new Screen(40, 120))))
        .isEqualTo(
            """
            12:00:00
            Prot LocalAddress:Port Scheduler
              -> RemoteAddress:Port           Forward Weight Active InAct      CPS    InPPS   OutPPS    InBPS   OutBPS
            TCP 10.0.0.1:80 wrr                                                 12      345     6789  123456K        5
              -> 10.0.0.2:80                  Masq    3      10     20          12      345     6789  123456K        5
              -> 10.0.0.3:80                  Masq    1      0      0            0        0        0        0        0
            UDP [fd00::1]:53 rr                                                  0        0        0        0        0
            FWM 7 IPv6 sh                                                        0        0        0        0        0""");
  }

  @Test
  void a_terminal_of_80_columns_keeps_the_rates() {
    assertThat(frame(new Screen(24, 80)).subList(2, 5))
        .containsExactly(
            "  -> RemoteAddress:Port                CPS    InPPS   OutPPS    InBPS   OutBPS",
            "TCP 10.0.0.1:80 wrr                     12      345     6789  123456K        5",
            "  -> 10.0.0.2:80                        12      345     6789  123456K        5");
  }

  @Test
  void a_long_name_has_a_line_of_its_own() {
    Played played = new Played();
    String rules =
        """
        -A -t [2001:db8:1111:2222:3333:4444:5555:6666]:443 -s wrr
        -a -t [2001:db8:1111:2222:3333:4444:5555:6666]:443 -r [2001:db8:1111:2222:3333:4444:5555:7]:80 -m
        """;
    assertThat(played.run("-R", rules).status()).isZero();
    try (Ipvs ipvs = played.kernel().open()) {
      List<String> lines =
          LiveFrame.of(
              "12:00:00",
              ipvs.services(),
              ipvs::destinations,
              new NameText(Optional.empty()),
              new Screen(24, 80));
      assertThat(lines.subList(3, lines.size()))
          .containsExactly(
              "TCP [2001:db8:1111:2222:3333:4444:5555:6666]:443 wrr",
              "                                         0        0        0        0        0",
              "  -> [2001:db8:1111:2222:3333:4444:5555:7]:80",
              "                                         0        0        0        0        0");
    }
  }

  @Test
  void what_does_not_fit_is_counted() {
    assertThat(frame(new Screen(6, 80)).get(5)).isEqualTo("  ... hidden: lines 1, services 2");
    assertThat(frame(new Screen(7, 80)).get(6)).isEqualTo("  ... hidden: services 2");
    assertThat(frame(new Screen(8, 80)).get(7)).startsWith("FWM 7");
  }

  @Test
  void the_size_that_stty_tells() {
    assertThat(Screen.of("50 132\n")).isEqualTo(new Screen(50, 132));
    assertThat(Screen.of("0 0")).isEqualTo(new Screen(24, 80));
    assertThat(Screen.of("")).isEqualTo(new Screen(24, 80));
  }

  @Property(tries = 100)
  void no_picture_is_larger_than_its_screen(
      @ForAll @IntRange(min = 1, max = 20) int lines,
      @ForAll @IntRange(min = 1, max = 130) int columns) {
    List<String> frame = frame(new Screen(lines, columns));
    assertThat(frame).hasSizeLessThanOrEqualTo(lines);
    assertThat(frame).allMatch(line -> line.length() <= columns);
  }
}
