// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.vrrp.Advertisement;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A socket that takes what comes for a port: one of TCP that listens, one of UDP, or a raw one that
 * takes all packets of its protocol.
 *
 * @param address the local address; the unspecified one takes all, and that of IPv6 may take IPv4
 *     too
 * @param port 1 to 65535; of a raw socket, where the kernel has it in place of a port, the number
 *     of the protocol
 */
public record Listener(IpProtocol protocol, InetAddress address, int port) {
  private static final String LISTENING = "0A";

  /** Of UDP and raw sockets, where nothing is connected: bound. */
  private static final String BOUND = "07";

  /** Whether it takes advertisements of virtual routers, as daemons of VRRP do. */
  public boolean takesAdvertisements() {
    return protocol.number() == Advertisement.IP_PROTOCOL;
  }

  /** Whether it may take what comes for this address and port. */
  public boolean mayTake(IpProtocol other, InetAddress wanted, int wantedPort) {
    boolean same = address.getAddress().length == wanted.getAddress().length;
    boolean all = address.isAnyLocalAddress() && (same || !isIpv4(address));
    return protocol.equals(other) && port == wantedPort && (all || address.equals(wanted));
  }

  private static boolean isIpv4(InetAddress address) {
    return address.getAddress().length == Integer.BYTES;
  }

  /**
   * Reads /proc/net/tcp, tcp6, udp, udp6, raw or raw6 (proc_net_tcp.txt of the kernel's
   * documentation): addresses as hexadecimal words in the byte order of the machine.
   *
   * @param protocol that of all sockets there; of raw ones that of those that are looked for
   * @return those that take what comes; lines that are not understood are left out
   */
  public static List<Listener> parse(IpProtocol protocol, String text) {
    String state = protocol.equals(IpProtocol.TCP) ? LISTENING : BOUND;
    List<Listener> found = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length > 3 && words[3].equals(state)) {
        endpoint(protocol, words[1]).filter(Listener::isOfItsProtocol).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Raw sockets of all protocols stand in one list. */
  private boolean isOfItsProtocol() {
    boolean ports = protocol.equals(IpProtocol.TCP) || protocol.equals(IpProtocol.UDP);
    return ports || port == protocol.number();
  }

  private static Optional<Listener> endpoint(IpProtocol protocol, String word) {
    int colon = word.indexOf(':');
    try {
      byte[] words = HexFormat.of().parseHex(word.substring(0, Math.max(colon, 0)));
      int port = Integer.parseInt(word.substring(colon + 1), 16);
      if ((words.length != 4 && words.length != 16) || port < 1 || port > 0xffff) {
        return Optional.empty();
      }
      return Optional.of(new Listener(protocol, IpAddresses.ofBytes(ordered(words)), port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] ordered(byte[] words) {
    ByteBuffer in = ByteBuffer.wrap(words);
    ByteBuffer out = ByteBuffer.allocate(words.length).order(ByteOrder.nativeOrder());
    while (in.hasRemaining()) {
      out.putInt(in.getInt());
    }
    return out.array();
  }

  @Override
  public String toString() {
    return protocol + " " + IpAddresses.format(address, port);
  }
}
