// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** An address with a prefix length; without one it is the address alone, /32 or /128. */
record Prefix(InetAddress address, int length) {

  static Optional<Prefix> read(Word word, Values values) {
    String text = word.text();
    int slash = text.indexOf('/');
    Optional<InetAddress> address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      values
          .diagnostics()
          .error(word.position(), Quoted.quote(text) + " is not an IPv4 or IPv6 address");
      return Optional.empty();
    }
    int longest = IpLiteral.isIpv6(address.get()) ? 128 : 32;
    if (slash < 0) {
      return Optional.of(new Prefix(address.get(), longest));
    }
    String digits = text.substring(slash + 1);
    boolean good = digits.matches("[0-9]{1,3}") && Integer.parseInt(digits) <= longest;
    if (!good) {
      values
          .diagnostics()
          .error(
              word.position(),
              Quoted.quote(text) + " has a wrong prefix length: 0 to " + longest + " is possible");
      return Optional.empty();
    }
    return Optional.of(new Prefix(address.get(), Integer.parseInt(digits)));
  }

  /** The address with all bits after the prefix set or cleared; IPv6 has no broadcast. */
  Optional<InetAddress> broadcast(boolean ones) {
    if (IpLiteral.isIpv6(address)) {
      return Optional.empty();
    }
    byte[] octets = address.getAddress();
    for (int bit = length; bit < 32; bit++) {
      int mask = 0x80 >> (bit % 8);
      octets[bit / 8] = (byte) (ones ? octets[bit / 8] | mask : octets[bit / 8] & ~mask);
    }
    try {
      return Optional.of(InetAddress.getByAddress(octets));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException("an address of 4 bytes was refused", wrongLength);
    }
  }
}
