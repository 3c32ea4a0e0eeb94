// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.IpvsInfo;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;

/**
 * What concerns the whole of IPVS: a few numbers, straight in the message; 0 for what is absent.
 */
final class SettingsCodec {
  private SettingsCodec() {}

  static IpvsInfo info(AttributeReader attributes) {
    int[] values = numbers(attributes, IPVS_INFO_ATTR_CONN_TAB_SIZE);
    return new IpvsInfo(
        values[IPVS_INFO_ATTR_VERSION],
        Integer.toUnsignedLong(values[IPVS_INFO_ATTR_CONN_TAB_SIZE]));
  }

  static Timeouts timeouts(AttributeReader attributes) {
    int[] values = numbers(attributes, IPVS_CMD_ATTR_TIMEOUT_UDP);
    return Decoding.checked(
        "timeouts",
        () ->
            new Timeouts(
                values[IPVS_CMD_ATTR_TIMEOUT_TCP],
                values[IPVS_CMD_ATTR_TIMEOUT_TCP_FIN],
                values[IPVS_CMD_ATTR_TIMEOUT_UDP]));
  }

  static void write(MessageWriter out, Timeouts timeouts) {
    out.u32(IPVS_CMD_ATTR_TIMEOUT_TCP, timeouts.tcpSeconds());
    out.u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, timeouts.tcpFinSeconds());
    out.u32(IPVS_CMD_ATTR_TIMEOUT_UDP, timeouts.udpSeconds());
  }

  private static int[] numbers(AttributeReader attributes, int highestType) {
    int[] values = new int[highestType + 1];
    while (attributes.next()) {
      if (attributes.type() <= highestType) {
        values[attributes.type()] = attributes.u32();
      }
    }
    return values;
  }
}
