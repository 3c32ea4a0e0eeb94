// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.netlink.route.HardwareAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AnnouncementFrameTest {
  private static final HardwareAddress MAC = new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 1});

  @Test
  void anIpv4AddressIsAnnouncedByABroadcastRequestForItselfAsKeepalivedDoes() {
    assertThat(hex(new AnnouncementFrame().of(Addresses.ip("10.1.80.90"), MAC)))
        .isEqualTo("0001080006040001" + "020000000001" + "0a01505a" + "ffffffffffff" + "0a01505a");
    assertThat(AnnouncementFrame.etherType(Addresses.ip("10.1.80.90"))).isEqualTo(0x0806);
    assertThat(AnnouncementFrame.neighbours(Addresses.ip("10.1.80.90")))
        .containsExactly(-1, -1, -1, -1, -1, -1);
  }

  @Test
  void anIpv6AddressIsAnnouncedByAnUnsolicitedNeighbourAdvertisement() {
    ByteBuffer frame = new AnnouncementFrame().of(Addresses.ip("2001:db8::90"), MAC);

    assertThat(hex(frame))
        .startsWith(
            "6000000000203aff"
                + "20010db8000000000000000000000090"
                + "ff020000000000000000000000000001"
                + "8800")
        .endsWith("a0000000" + "20010db8000000000000000000000090" + "0201" + "020000000001");
    assertThat(onesComplementSum(frame)).isEqualTo(0xffff);
  }

  /** RFC 1071: with the checksum in it, the sum is all ones. */
  private static int onesComplementSum(ByteBuffer frame) {
    int sum = 32 + 58;
    for (int at = 8; at < frame.limit(); at += 2) {
      sum += frame.getShort(at) & 0xffff;
    }
    return (sum & 0xffff) + (sum >>> 16);
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
