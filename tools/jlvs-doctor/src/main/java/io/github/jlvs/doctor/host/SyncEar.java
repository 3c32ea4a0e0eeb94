// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.SyncMessage;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.PacketFilter;
import io.github.jlvs.linux.link.LinkSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hears what synchronisation daemons of other directors send by IPv4. */
final class SyncEar implements AutoCloseable {
  private static final int ETH_P_IP = 0x0800;
  private static final int PROTOCOL_AT = 9;
  private static final int UDP = 17;

  private final LinkSocket socket;
  private final Set<InetAddress> own;
  private final int port;
  private final EventLoop.Watch watch;
  private final Set<SyncMessage> heard = new LinkedHashSet<>();

  private SyncEar(EventLoop loop, LinkSocket socket, Set<InetAddress> own, int port) {
    this.socket = socket;
    this.own = own;
    this.port = port;
    this.watch = loop.watch(socket.descriptor(), Epoll.EPOLLIN, events -> hear());
  }

  /**
   * Begins to listen; the receiving daemon of this host has joined the group.
   *
   * @param port of the synchronisation
   */
  static SyncEar open(EventLoop loop, Interface link, Set<InetAddress> own, int port) {
    LinkSocket socket =
        LinkSocket.open(
            link.name(), link.index(), ETH_P_IP, PacketFilter.all().octetIs(PROTOCOL_AT, UDP));
    return new SyncEar(loop, socket, own, port);
  }

  private void hear() {
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      SyncMessage.parse(next.get().content(), port)
          .filter(message -> !own.contains(message.source()))
          .ifPresent(heard::add);
    }
  }

  List<SyncMessage> heard() {
    return new ArrayList<>(heard);
  }

  @Override
  public void close() {
    watch.close();
    socket.close();
  }
}
