// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.HostEntries;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names of hosts as gethostbyname(3) and gethostbyaddr(3) have them, which C programs use. The JDK
 * differs in two points: of several addresses it puts those first that can be reached, whatever
 * order the hosts file or the server has; and it knows no name of an address unless the name leads
 * back to it.
 *
 * <p>A character of a name is a byte: the resolver knows no encoding. Calls may block as long as a
 * name server takes, one at a time in the whole process. Thread-safe.
 */
public final class HostNames {
  private HostNames() {}

  /**
   * The first IPv4 address of a host.
   *
   * @param name its name
   * @return the address, or empty where there is no such host, or it has IPv6 alone
   */
  public static Optional<Inet4Address> ipv4(String name) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(name.length() + 1);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == 0 || c > 0xFF) {
        return Optional.empty();
      }
      bytes.put((byte) c);
    }
    byte[] address = HostEntries.get().address(bytes.put((byte) 0).flip());
    return address.length == 0
        ? Optional.empty()
        : Optional.of((Inet4Address) IpAddresses.ofBytes(address));
  }

  /**
   * The name of a host.
   *
   * @param address one of its addresses
   * @return the name, or empty where nobody knows one
   */
  public static Optional<String> of(InetAddress address) {
    byte[] bytes = address.getAddress();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    byte[] name = HostEntries.get().name(direct, AddressFamily.of(address).code());
    return name.length == 0
        ? Optional.empty()
        : Optional.of(new String(name, StandardCharsets.ISO_8859_1));
  }
}
