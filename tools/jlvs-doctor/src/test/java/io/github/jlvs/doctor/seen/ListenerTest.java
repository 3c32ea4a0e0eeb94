// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What Linux 6.18 wrote into /proc/net/tcp and tcp6 on x86-64. */
class ListenerTest {
  private static final InetAddress VIP = IpAddresses.literal("10.1.80.90");
  private static final String TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 5D50010A:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7185 1 0000 100
         1: 5D50010A:0050 3E50010A:C001 01 00000000:00000000 00:00000000 00000000     0        0 7186 1 0000 100
         2: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7187 1 0000 100
      """;
  private static final String TCP6 =
      """
        sl  local_address                         remote_address                        st
         0: 00000000000000000000000000000000:0051 00000000000000000000000000000000:0000 0A 00000000
         1: 000000FD000000000000000090000000:0052 00000000000000000000000000000000:0000 0A 00000000
      """;

  private static final String RAW =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
          1: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7191 2 0 0
         66: 00000000:0070 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7190 2 0 0
      """;

  @Test
  void thoseThatListenAreReadWithAddressAndPort() {
    assertThat(Listener.parse(IpProtocol.TCP, TCP))
        .containsExactly(
            new Listener(IpProtocol.TCP, IpAddresses.literal("10.1.80.93"), 80),
            new Listener(IpProtocol.TCP, IpAddresses.literal("0.0.0.0"), 8080));
    assertThat(Listener.parse(IpProtocol.TCP, TCP6))
        .containsExactly(
            new Listener(IpProtocol.TCP, IpAddresses.literal("::"), 81),
            new Listener(IpProtocol.TCP, IpAddresses.literal("fd00::90"), 82));
  }

  @Test
  void oneOfAllAddressesTakesTheVirtualOneAndThatOfIpv6MayToo() {
    assertThat(takes(TCP, 80)).isFalse();
    assertThat(takes(TCP, 8080)).isTrue();
    assertThat(takes(TCP6, 81)).isTrue();
    assertThat(takes(TCP6, 82)).isFalse();
    assertThat(
            Listener.parse(IpProtocol.TCP, TCP)
                .get(1)
                .mayTake(IpProtocol.TCP, IpAddresses.literal("fd00::90"), 8080))
        .isFalse();
  }

  private static boolean takes(String table, int port) {
    return Listener.parse(IpProtocol.TCP, table).stream()
        .anyMatch(each -> each.mayTake(IpProtocol.TCP, VIP, port));
  }

  @Test
  void ofRawSocketsThoseOfOneProtocolAreRead() {
    IpProtocol vrrp = new IpProtocol(112);
    List<Listener> found = Listener.parse(vrrp, RAW);

    assertThat(found).containsExactly(new Listener(vrrp, IpAddresses.literal("0.0.0.0"), 112));
    assertThat(found.get(0).takesAdvertisements()).isTrue();
    assertThat(Listener.parse(IpProtocol.TCP, TCP)).noneMatch(Listener::takesAdvertisements);
  }

  @Property
  void whateverElseStandsThereIsLeftOut(@ForAll String local) {
    String word = local.replaceAll("\\s", "x");

    assertThat(Listener.parse(IpProtocol.TCP, "0: " + word + ": 0:0 0A")).hasSizeLessThan(2);
  }
}
