// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.jipvsadm.Output;
import io.github.jlvs.jipvsadm.Played;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns of every list, to the blank at the end of the line. */
class TableListTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final DestinationId RS = DestinationId.of("10.0.0.2", 80);

  private final Played played = new Played();

  @BeforeEach
  void table() {
    String rules =
        """
        -A -t 10.0.0.1:80 -s sh -p 600 -M 255.255.255.0 -b sh-port
        -a -t 10.0.0.1:80 -r 10.0.0.2:80 -g -w 3 -x 100 -y 50
        -a -t 10.0.0.1:80 -r 10.0.0.3:80 -i --tun-type gue --tun-port 6080
        -A -u [fd00::1]:5060 -s rr -p --pe sip -o
        -A -f 7 -6 -s wrr
        """;
    assertThat(played.run("-R", rules)).isEqualTo(new Played.Result(0, "", ""));
    played
        .kernel()
        .count(
            WEB,
            new Statistics(1, 99_999_999, 100_000_000, 1_000_000_000L, -1),
            new Rates(1, 2, 3, 4, 5));
    played
        .kernel()
        .count(WEB, RS, new Statistics(1, 2, 3, 4, 123_456_789_012L), new Rates(1, 2, 3, 4, 5));
    played.kernel().connections(WEB, RS, 12, 34, 56);
  }

  private void prints(String line, String expected) {
    assertThat(played.run(line)).isEqualTo(new Played.Result(0, expected, ""));
  }

  @Test
  void plain() {
    prints(
        "-Ln",
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
        TCP  10.0.0.1:80 sh (sh-port) persistent 600 mask 255.255.255.0
          -> 10.0.0.2:80                  Route   3      12         34       \s
          -> 10.0.0.3:80                  Tunnel  1      0          0        \s
        UDP  [fd00::1]:5060 rr persistent 360 pe sip ops
        FWM  7 IPv6 wrr
        """);
  }

  @Test
  void one_service_comes_without_the_version() {
    prints(
        "-L -t web:http",
        """
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
        TCP  web:http sh (sh-port) persistent 600 mask 255.255.255.0
          -> 10.0.0.2:http                Route   3      12         34       \s
          -> 10.0.0.3:http                Tunnel  1      0          0        \s
        """);
  }

  @Test
  void statistics() {
    prints(
        "-Ln --stats -t 10.0.0.1:80",
        """
        Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
          -> RemoteAddress:Port
        TCP  10.0.0.1:80                         1 99999999  100000K    1000M18446744T
          -> 10.0.0.2:80                         1        2        3        4     123G
          -> 10.0.0.3:80                         0        0        0        0        0
        """);
  }

  @Test
  void rates_in_full() {
    prints(
        "-Ln --rate -X -t 10.0.0.1:80",
        """
        Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS
          -> RemoteAddress:Port
        TCP  10.0.0.1:80                         1        2        3        4        5
          -> 10.0.0.2:80                         1        2        3        4        5
          -> 10.0.0.3:80                         0        0        0        0        0
        """);
  }

  @Test
  void thresholds() {
    assertThat(played.run("-Ln --thresholds -t 10.0.0.1:80").out())
        .contains(
            """
            Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn\s
              -> RemoteAddress:Port
            """,
            "  -> 10.0.0.2:80                  100        50         12         34        \n");
  }

  @Test
  void persistent_connections() {
    assertThat(played.run("-Ln --persistent-conn -t 10.0.0.1:80").out())
        .contains(
            """
            Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn\s
              -> RemoteAddress:Port
            """,
            "  -> 10.0.0.2:80                  3         56          12         34        \n");
  }

  @Test
  void tunnels() {
    assertThat(played.run("-Ln --tun-info -t 10.0.0.1:80").out())
        .contains(
            "  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn\n",
            "  -> 10.0.0.2:80                  Route   n/a           3      12         34        \n",
            "  -> 10.0.0.3:80                  Tunnel  gue:6080:-c   1      0          0         \n");
  }

  @Test
  void a_service_that_is_not_there() {
    Played.Result result = played.run("-Ln -t 10.0.0.9:80");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("No such service").contains("10.0.0.9:80");
  }

  @ParameterizedTest
  @CsvSource({
    "0, '        0'",
    "99999999, ' 99999999'",
    "100000000, '  100000K'",
    "999999999, '  999999K'",
    "1000000000, '    1000M'",
    "99999999999, '   99999M'",
    "100000000000, '     100G'",
    "99999999999999, '   99999G'",
    "100000000000000, '     100T'",
    "-1, '18446744T'"
  })
  void large_numbers_have_nine_characters(long value, String expected) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    LargeNumber.shortened(out, value);
    out.flush();
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).isEqualTo(expected);
  }
}
