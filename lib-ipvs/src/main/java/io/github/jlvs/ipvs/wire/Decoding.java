// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.MalformedMessageException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the decoders of services, destinations and daemons share. */
final class Decoding {
  private Decoding() {}

  /** Turns the records' complaints about impossible values into the decoders' one exception. */
  static <T> T checked(String what, Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("ipvs: " + what + ": " + e.getMessage());
    }
  }

  static AddressFamily family(int code) {
    return AddressFamily.ofCode(code)
        .orElseThrow(
            () ->
                new MalformedMessageException("ipvs: address family " + code + " is not 2 or 10"));
  }

  /** The kernel sends 16 bytes for either family; of an IPv4 address the first four count. */
  static InetAddress address(String what, byte @Nullable [] raw, AddressFamily family) {
    int length = family.bytes();
    if (raw == null) {
      throw new MalformedMessageException("ipvs: " + what + " without an address");
    }
    if (raw.length < length) {
      throw new MalformedMessageException(
          "ipvs: " + what + " has an address of " + raw.length + " bytes, expected " + length);
    }
    return IpAddresses.ofBytes(raw.length == length ? raw : Arrays.copyOf(raw, length));
  }

  static int required(String what, int value) {
    if (value < 0) {
      throw new MalformedMessageException("ipvs: " + what + " is missing");
    }
    return value;
  }
}
