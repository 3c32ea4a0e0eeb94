// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.List;

/** Mistakes in the classes that read and write packets. */
// A patch reads best as the lines of code that it replaces; its lists are never changed.
@SuppressWarnings({"StringConcatToTextBlock", "ImmutableEnumChecker"})
enum PacketBug implements PlantedBug {
  /** A list with one address twice passes for two addresses. */
  ONE_ADDRESS_STANDS_FOR_TWO(
      Found.by("ReceptionTest#oneAddressTwiceIsNotTwo"),
      new Patch(
          "Reception.java",
          "new HashSet<>(theirs).containsAll(addresses)",
          "new HashSet<>(addresses).containsAll(theirs)")),

  /** A carry that carries is lost. */
  CHECKSUM_CARRIES_ONCE(
      Found.by("AdvertisementCodecTest#aCarryThatCarriesIsAddedToo"),
      new Patch(
          "PacketChecksum.java",
          "InternetChecksum.of(sum(packet))",
          "(int) ~((sum(packet) & 0xffff) + (sum(packet) >>> 16)) & 0xffff")),

  /** The addresses of the IP header are not in the checksum of version 3. */
  PSEUDO_HEADER_FORGOTTEN(
      Found.by("Version3ReceptionTest#aPacketThatWasSentFromAnotherAddressIsRefused"),
      new Patch(
          "PacketChecksum.java",
          "            + sum(source)\n            + sum(destination)\n",
          "")),

  /** The four reserved bits are the interval's. */
  RESERVED_BITS_COUNT(
      Found.by("AdvertisementCodecTest#theReservedBitsOfVersion3AreIgnored"),
      new Patch("PacketHeader.java", "intervalField & 0xfff)", "intervalField % 25_500)")),

  /** In version 3 an interval is taken for an authentication type. */
  AUTHENTICATION_IN_VERSION_3(
      Found.by("Version3ReceptionTest#noAuthenticationIsSeenWhereThereIsNone"),
      new Patch(
          "PacketHeader.java",
          "return version == Protocol.V2.VERSION ? intervalField >>> 8 : 0;",
          "return intervalField >>> 8;"));

  private final Mistake mistake;

  PacketBug(Found found, Patch... patches) {
    this.mistake = new Mistake(found, List.of(patches));
  }

  @Override
  public Mistake mistake() {
    return mistake;
  }
}
