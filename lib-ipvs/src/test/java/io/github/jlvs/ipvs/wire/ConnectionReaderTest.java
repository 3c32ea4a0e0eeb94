// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as kernel 6.1 writes them to /proc/net/ip_vs_conn. */
class ConnectionReaderTest {
  private static final String PLAIN =
      "TCP 0A090002 D2F0 0A000064 0050 0A000002 1F40 ESTABLISHED     899";
  private static final String TEMPLATE =
      "TCP 0A090002 0000 0A000064 0050 0A000002 1F40 ASSURED         358";
  private static final String MARK =
      "IP  0A090002 0000 00000005 0000 0A000002 0000 NONE            300";
  private static final String IPV6 =
      "TCP 2001:0db8:0000:0000:0000:0000:0000:0002 D2F0 2001:0db8:0000:0000:0000:0000:0000:0080"
          + " 0050 2001:0db8:0000:0000:0000:0000:0000:0011 0050 FIN_WAIT        119";
  private static final String SIP =
      "UDP 0A090002 0000 0A000064 13C4 0A000002 13C4 UDP             300 sip 3848276298220188511@a"
          + " b";

  private static Connection row(String text) {
    return ConnectionReader.row(text).orElseThrow();
  }

  @Test
  void a_connection_has_its_addresses_ports_state_and_time() {
    Connection connection = row(PLAIN);

    assertThat(connection.protocol()).isEqualTo(IpProtocol.TCP);
    assertThat(IpAddresses.format(connection.clientAddress(), connection.clientPort()))
        .isEqualTo("10.9.0.2:54000");
    assertThat(IpAddresses.format(connection.virtualAddress(), connection.virtualPort()))
        .isEqualTo("10.0.0.100:80");
    assertThat(connection.destination()).isEqualTo(DestinationId.of("10.0.0.2", 8000));
    assertThat(connection.state()).isEqualTo("ESTABLISHED");
    assertThat(connection.expiresSeconds()).isEqualTo(899);
    assertThat(connection.isTemplate()).isFalse();
    assertThat(connection.persistenceEngine()).isEmpty();
  }

  @Test
  void a_template_a_firewall_mark_ipv6_and_an_engine_are_understood() {
    assertThat(row(TEMPLATE).isTemplate()).isTrue();
    assertThat(row(MARK).belongsTo(ServiceId.mark(5))).isTrue();
    assertThat(row(MARK).belongsTo(ServiceId.mark(6))).isFalse();
    assertThat(row(IPV6).destination()).isEqualTo(DestinationId.of("2001:db8::11", 80));
    assertThat(row(SIP).persistenceEngine())
        .contains(new Connection.EngineData("sip", "3848276298220188511@a b"));
  }

  @Test
  void a_connection_belongs_to_the_service_of_its_address_and_port() {
    Connection connection = row(PLAIN);

    assertThat(connection.belongsTo(ServiceId.tcp("10.0.0.100", 80))).isTrue();
    assertThat(connection.belongsTo(ServiceId.tcp("10.0.0.100", 0))).isTrue();
    assertThat(connection.belongsTo(ServiceId.tcp("10.0.0.100", 81))).isFalse();
    assertThat(connection.belongsTo(ServiceId.udp("10.0.0.100", 80))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData",
        "TCP 0A090002 D2F0 0A000064 0050 0A000002 1F40 ESTABLISHED",
        "TCP 0A0900 D2F0 0A000064 0050 0A000002 1F40 ESTABLISHED     899",
        "TCP 0A090002 FFFFF 0A000064 0050 0A000002 1F40 ESTABLISHED     899",
        "XXX 0A090002 D2F0 0A000064 0050 0A000002 1F40 ESTABLISHED     899",
        "TCP 0A090002 D2F0 0A000064 0050 0A000002 1F40 ESTABLISHED     soon",
        "TCP 2001:db8::g D2F0 0A000064 0050 0A000002 1F40 ESTABLISHED     899"
      })
  void what_is_no_row_is_passed_over(String text) {
    assertThat(ConnectionReader.row(text)).isEmpty();
  }

  @Test
  void a_line_longer_than_any_row_is_passed_over_and_the_rows_around_it_are_read()
      throws IOException {
    String long4097 = SIP + "x".repeat(4097 - SIP.length());
    List<Connection> connections = new ArrayList<>();

    ConnectionTable.read(new StringReader(PLAIN + '\n' + long4097 + '\n' + IPV6), connections::add);

    assertThat(ConnectionReader.row(long4097)).isPresent();
    assertThat(connections).containsExactly(row(PLAIN), row(IPV6));
  }

  @Test
  void a_prefix_of_a_row_is_no_row_and_no_crash() {
    for (String whole : List.of(PLAIN, TEMPLATE, MARK, IPV6)) {
      for (int length = 0; length < whole.lastIndexOf(' '); length++) {
        assertThat(ConnectionReader.row(whole.substring(0, length))).isEmpty();
      }
    }
  }
}
