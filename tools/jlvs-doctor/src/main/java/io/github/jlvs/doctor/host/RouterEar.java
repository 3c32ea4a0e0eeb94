// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Heard;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.PacketFilter;
import io.github.jlvs.linux.link.LinkSocket;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import io.github.jlvs.vrrp.linux.AdvertisementListener;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Hears what comes for one virtual router: before all packet filters, and behind them. */
final class RouterEar implements AutoCloseable {
  /** All kinds of frames: a socket for one kind sees nothing of what this host sends. */
  private static final int ETH_P_ALL = 0x0003;

  /** Of an IPv4 header (RFC 791 section 3.1). */
  private static final int PROTOCOL_AT = 9;

  /** Of an IPv6 header (RFC 8200 section 3). */
  private static final int NEXT_HEADER_AT = 6;

  private final RouterSetup router;
  private final Set<InetAddress> own;
  private final Reception reception;

  /** The last to be opened comes first. */
  private final Deque<Runnable> closing = new ArrayDeque<>();

  private final Map<Sender, Heard> heard = new LinkedHashMap<>();
  private int sent;
  private int onWire;
  private int onSocket;

  /** Advertisements of a sender that are alike. */
  private record Sender(InetAddress source, String what) {}

  private RouterEar(EventLoop loop, RouterSetup router, Set<InetAddress> own) {
    this.router = router;
    this.own = own;
    this.reception = AdvertisementListener.reception(loop, router);
  }

  /**
   * Begins to listen.
   *
   * @param links where its advertisements may come by
   * @param own the addresses of this host
   */
  static RouterEar open(
      EventLoop loop, RouterSetup router, List<Interface> links, Set<InetAddress> own) {
    RouterEar ear = new RouterEar(loop, router, own);
    try {
      links.forEach(link -> ear.listen(loop, link));
      return ear;
    } catch (LinuxException e) {
      ear.close();
      throw e;
    }
  }

  private static AddressFamily family(RouterSetup router) {
    return router.config().protocol().family();
  }

  private void listen(EventLoop loop, Interface link) {
    int protocolAt = family(router) == AddressFamily.IPV4 ? PROTOCOL_AT : NEXT_HEADER_AT;
    LinkSocket wire =
        LinkSocket.open(
            link.name(),
            link.index(),
            ETH_P_ALL,
            PacketFilter.all().octetIs(protocolAt, Advertisement.IP_PROTOCOL));
    closing.push(wire::close);
    AdvertisementListener listener =
        AdvertisementListener.open(family(router), link.name(), link.index());
    closing.push(listener::close);
    // With unicast too: another that multicasts is heard then, and none of its packets is taken for
    // filtered.
    listener.join(
        router.transport() instanceof Transport.Multicast multicast
            ? multicast.group()
            : new Transport.Multicast(family(router)).group());
    closing.push(loop.watch(wire.descriptor(), Epoll.EPOLLIN, events -> hear(wire))::close);
    closing.push(loop.watch(listener.descriptor(), Epoll.EPOLLIN, events -> hear(listener))::close);
  }

  private void hear(LinkSocket wire) {
    for (var next = wire.receive(); next.isPresent(); next = wire.receive()) {
      LinkSocket.Frame frame = next.get();
      if (!(IpDatagram.parse(frame.content()) instanceof IpDatagram.Vrrp packet)) {
        continue;
      }
      if (AddressFamily.of(packet.source()) != family(router)) {
        continue;
      }
      boolean mine = packet.header().vrid() == router.config().vrid();
      if (frame.outgoing() || own.contains(packet.source())) {
        sent += mine ? 1 : 0;
        continue;
      }
      onWire += mine ? 1 : 0;
      Input verdict = reception.judge(packet);
      if (mine || isMismatch(verdict)) {
        note(packet, frame.mac(), verdict);
      }
    }
  }

  private static boolean isMismatch(Input verdict) {
    return verdict instanceof Input.AdvertisementRefused refused && refused.rejection().mismatch();
  }

  private void note(IpDatagram.Vrrp packet, String mac, Input verdict) {
    String what =
        verdict instanceof Input.AdvertisementRefused refused
            ? alike(refused.rejection())
            : Optional.of(verdict)
                .map(each -> (Input.AdvertisementReceived) each)
                .flatMap(Input.AdvertisementReceived::difference)
                .map(RouterEar::alike)
                .orElse("");
    heard.merge(
        new Sender(packet.source(), what),
        new Heard(packet.source(), mac, verdict, 1),
        (before, now) -> new Heard(now.source(), now.mac(), now.verdict(), before.count() + 1));
  }

  /**
   * How far its time is from this host's, or from the last one's, differs, and is no other fault.
   */
  private static String alike(Rejection rejection) {
    return rejection instanceof Rejection.Hmac hmac
            && (hmac.verdict() instanceof HmacVerdict.Stale
                || hmac.verdict() instanceof HmacVerdict.Signed
                || hmac.verdict() instanceof HmacVerdict.Replay)
        ? hmac.verdict().getClass().getName()
        : rejection.describe();
  }

  private void hear(AdvertisementListener listener) {
    for (var next = listener.receive(); next.isPresent(); next = listener.receive()) {
      if (next.get() instanceof IpDatagram.Vrrp packet
          && packet.header().vrid() == router.config().vrid()
          && !own.contains(packet.source())) {
        onSocket++;
      }
    }
  }

  Hearing hearing(Duration listened) {
    return new Hearing(router, listened, sent, onWire, onSocket, List.copyOf(heard.values()));
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }

  /** All addresses of a host. */
  static Set<InetAddress> addresses(List<Interface> interfaces) {
    Set<InetAddress> found = new TreeSet<>(IpAddresses::compare);
    interfaces.forEach(each -> each.addresses().forEach(placed -> found.add(placed.address())));
    return found;
  }
}
