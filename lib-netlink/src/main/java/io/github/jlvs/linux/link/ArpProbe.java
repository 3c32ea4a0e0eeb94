// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Asks one link who has certain addresses, as a host does that looks for duplicates (RFC 5227
 * section 2.1.1): without an address of its own, so that nobody's neighbour table changes. It asks
 * three times, 0.3 s apart, and hears answers until it is closed. Lives on the thread of its loop.
 */
public final class ArpProbe implements AutoCloseable {
  private static final int ETHER_TYPE = 0x0806;
  private static final int LENGTH = 28;
  private static final int OPERATION_AT = 6;
  private static final int SENDER_AT = 8;
  private static final int SENDER_IP_AT = 14;
  private static final short REQUEST = 1;
  private static final short REPLY = 2;
  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(300);
  private static final int TIMES = 3;

  private final EthernetLink link;
  private final LinkSocket socket;
  private final Map<InetAddress, Set<String>> answers = new LinkedHashMap<>();
  private final EventLoop loop;
  private final EventLoop.Watch watch;
  private final Timer timer;
  private int sent;

  private ArpProbe(
      EventLoop loop, EthernetLink link, LinkSocket socket, Collection<InetAddress> addresses) {
    this.link = link;
    this.socket = socket;
    this.loop = loop;
    addresses.forEach(each -> answers.put(each, new TreeSet<>()));
    this.watch = loop.watch(socket.descriptor(), Epoll.EPOLLIN, events -> receive());
    this.timer = loop.timer(this::ask);
    timer.arm(loop.now());
  }

  /**
   * Begins to ask, as soon as the loop turns.
   *
   * @param loop what it waits in
   * @param link where it asks
   * @param addresses what it asks for: IPv4
   * @return the probe, to be closed
   * @throws LinuxException if the kernel refuses the socket, as without CAP_NET_RAW
   */
  public static ArpProbe start(
      EventLoop loop, EthernetLink link, Collection<InetAddress> addresses) {
    LinkSocket socket = LinkSocket.open(link.name(), link.index(), ETHER_TYPE);
    return new ArpProbe(loop, link, socket, addresses);
  }

  private void ask() {
    answers.keySet().forEach(each -> socket.broadcast(request(each)));
    sent++;
    if (sent < TIMES) {
      timer.arm(loop.now() + AGAIN);
    }
  }

  private ByteBuffer request(InetAddress address) {
    ByteBuffer frame = ByteBuffer.allocateDirect(LENGTH);
    frame.putShort((short) 1).putShort((short) 0x0800);
    frame.put((byte) EthernetLink.ADDRESS_LENGTH).put((byte) Integer.BYTES).putShort(REQUEST);
    frame
        .put(link.octets())
        .putInt(0)
        .put(new byte[EthernetLink.ADDRESS_LENGTH])
        .put(address.getAddress());
    return frame.flip();
  }

  private void receive() {
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      ByteBuffer frame = next.get().content();
      if (frame.remaining() >= LENGTH && frame.getShort(OPERATION_AT) == REPLY) {
        byte[] mac = new byte[EthernetLink.ADDRESS_LENGTH];
        frame.get(SENDER_AT, mac);
        Set<String> known = answers.get(IpAddresses.ofBits(frame.getInt(SENDER_IP_AT)));
        if (known != null) {
          known.add(EthernetLink.text(mac));
        }
      }
    }
  }

  /**
   * Who has answered so far.
   *
   * @return each address that was asked for, with the Ethernet addresses (lower case with colons)
   *     of those who answered for it, in order; never this host, which does not hear itself
   */
  public Map<InetAddress, Set<String>> answers() {
    Map<InetAddress, Set<String>> found = new LinkedHashMap<>();
    answers.forEach((address, macs) -> found.put(address, new TreeSet<>(macs)));
    return found;
  }

  /** Asks no more and forgets who answers. */
  @Override
  public void close() {
    timer.cancel();
    watch.close();
    socket.close();
  }
}
