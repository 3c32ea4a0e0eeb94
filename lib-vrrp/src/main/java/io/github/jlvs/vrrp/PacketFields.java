// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.nio.ByteBuffer;

/** The first eight octets of a VRRP packet, as they stand, before anything is believed. */
record PacketFields(
    int version,
    int type,
    int vrid,
    int priority,
    int addressCount,
    int authenticationType,
    int intervalSeconds,
    int checksum) {

  /** Reads them, or throws {@link VrrpException} with the smallest possible length. */
  static PacketFields read(ByteBuffer packet) {
    if (packet.remaining() < AdvertisementCodec.HEADER) {
      throw new VrrpException(
          new Rejection.Length(AdvertisementCodec.length(0), packet.remaining()));
    }
    Cursor cursor = new Cursor(packet);
    int versionAndType = cursor.u8();
    return new PacketFields(
        versionAndType >>> 4,
        versionAndType & 0xf,
        cursor.u8(),
        cursor.u8(),
        cursor.u8(),
        cursor.u8(),
        cursor.u8(),
        cursor.u16());
  }
}
