// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Asks one link who has certain addresses, as a host does that looks for duplicates (RFC 5227
 * section 2.1.1): without an address of its own, so that nobody's neighbour table changes.
 */
final class ArpProbe implements AutoCloseable {
  private static final int ETHER_TYPE = 0x0806;
  private static final int LENGTH = 28;
  private static final int ETHERNET_ADDRESS = 6;
  private static final int OPERATION_AT = 6;
  private static final int SENDER_AT = 8;
  private static final int SENDER_IP_AT = 14;
  private static final short REQUEST = 1;
  private static final short REPLY = 2;
  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(300);
  private static final int TIMES = 3;

  private final Interface link;
  private final LinkSocket socket;
  private final Map<InetAddress, Set<String>> answers = new LinkedHashMap<>();
  private final EventLoop loop;
  private final EventLoop.Watch watch;
  private final Timer timer;
  private int sent;

  private ArpProbe(
      EventLoop loop, Interface link, LinkSocket socket, Collection<InetAddress> addresses) {
    this.link = link;
    this.socket = socket;
    this.loop = loop;
    addresses.forEach(each -> answers.put(each, new TreeSet<>()));
    this.watch = loop.watch(socket.descriptor(), Epoll.EPOLLIN, events -> receive());
    this.timer = loop.timer(this::ask);
    timer.arm(loop.now());
  }

  static ArpProbe start(EventLoop loop, Interface link, Collection<InetAddress> addresses) {
    return new ArpProbe(loop, link, LinkSocket.open(link, ETHER_TYPE), addresses);
  }

  private void ask() {
    answers.keySet().forEach(each -> socket.broadcast(request(each)));
    sent++;
    if (sent < TIMES) {
      timer.arm(loop.now() + AGAIN);
    }
  }

  private ByteBuffer request(InetAddress address) {
    byte[] own = HexFormat.ofDelimiter(":").parseHex(link.mac());
    ByteBuffer frame = ByteBuffer.allocateDirect(LENGTH);
    frame.putShort((short) 1).putShort((short) 0x0800);
    frame.put((byte) ETHERNET_ADDRESS).put((byte) Integer.BYTES).putShort(REQUEST);
    frame.put(own).putInt(0).put(new byte[ETHERNET_ADDRESS]).put(address.getAddress());
    return frame.flip();
  }

  private void receive() {
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      ByteBuffer frame = next.get().content();
      if (frame.remaining() >= LENGTH && frame.getShort(OPERATION_AT) == REPLY) {
        byte[] mac = new byte[ETHERNET_ADDRESS];
        frame.get(SENDER_AT, mac);
        Set<String> known = answers.get(IpAddresses.ofBits(frame.getInt(SENDER_IP_AT)));
        if (known != null) {
          known.add(HexFormat.ofDelimiter(":").formatHex(mac));
        }
      }
    }
  }

  List<ArpAnswers> answers() {
    List<ArpAnswers> found = new ArrayList<>();
    answers.forEach((address, macs) -> found.add(new ArpAnswers(address, link.name(), macs)));
    return found;
  }

  @Override
  public void close() {
    timer.cancel();
    watch.close();
    socket.close();
  }
}
