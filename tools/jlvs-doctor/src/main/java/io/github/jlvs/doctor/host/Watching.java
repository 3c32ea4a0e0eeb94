// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Attempt;
import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Segment;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.PacketFilter;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.linux.link.LinkSocket;
import io.github.jlvs.netlink.route.RouteSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watches a client's attempt to connect come by on all links. Sends nothing. */
public final class Watching implements AutoCloseable {
  private static final int ETH_P_ALL = 0x0003;
  private static final int TCP = 6;

  /**
   * Within so long a client that hears nothing has tried twice again (RFC 6298: after 1 and 3 s).
   */
  private static final Duration AGAIN = Duration.ofMillis(4500);

  /** The first that is seen may be the end of one that began before. */
  private static final int ATTEMPTS = 2;

  /** Within so long what follows an answer has come by. */
  private static final Duration SETTLED = Duration.ofMillis(300);

  private final EventLoop loop;
  private final InetAddress client;
  private final ServiceId.Address service;
  private final List<LinkSocket> sockets = new ArrayList<>();
  private final List<EventLoop.Watch> watches = new ArrayList<>();
  private Optional<String> from = Optional.empty();
  private final Timer end;
  private int attempts;
  private int port;
  private int openings;
  private int forwarded;
  private int answers;
  private int refusals;
  private int goingOn;

  private Watching(EventLoop loop, InetAddress client, ServiceId.Address service) {
    this.loop = loop;
    this.client = client;
    this.service = service;
    this.end = loop.timer(loop::stop);
  }

  /**
   * Watches until the client is answered, or has tried again without an answer.
   *
   * @param limit how long the first packet is waited for
   * @throws LinuxException if interfaces cannot be read, or packet sockets not be opened
   */
  public static Attempt watch(InetAddress client, ServiceId.Address service, Duration limit) {
    try (EventLoop loop = EventLoop.open();
        RouteSocket route = RouteSocket.open();
        Watching watching = new Watching(loop, client, service)) {
      return watching.attempt(new Machine(route), limit);
    }
  }

  private Attempt attempt(Machine machine, Duration limit) {
    List<Interface> interfaces = machine.interfaces();
    long began = loop.now();
    for (Interface link : interfaces) {
      if (link.up() && link.answersArp()) {
        open(link);
      }
    }
    loop.timer(() -> stopIf(openings == 0)).arm(began + limit.toNanos());
    loop.run();
    Sight<Balancer> balancer = BalancerSight.take(KernelSight.take());
    Map<InetAddress, String> macs = new HashMap<>();
    machine.neighbours().forEach((mac, address) -> macs.put(address, mac));
    return new Attempt(
        client,
        service,
        Duration.ofNanos(loop.now() - began),
        from,
        openings,
        forwarded,
        answers,
        refusals,
        goingOn,
        interfaces.stream().anyMatch(each -> each.holding(service.address()).isPresent()),
        balancer,
        balancer.seen().flatMap(this::connection),
        macs);
  }

  private void stopIf(boolean done) {
    if (done) {
      loop.stop();
    }
  }

  private void open(Interface link) {
    int protocolAt = service.address().getAddress().length == Integer.BYTES ? 9 : 6;
    LinkSocket socket =
        LinkSocket.open(
            link.name(), link.index(), ETH_P_ALL, PacketFilter.all().octetIs(protocolAt, TCP));
    sockets.add(socket);
    watches.add(
        loop.watch(socket.descriptor(), Epoll.EPOLLIN, events -> receive(link.name(), socket)));
  }

  private void receive(String link, LinkSocket socket) {
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      LinkSocket.Frame frame = next.get();
      Segment.parse(frame.content()).ifPresent(segment -> take(link, frame, segment));
    }
  }

  private void take(String link, LinkSocket.Frame frame, Segment segment) {
    boolean here =
        segment.destination().equals(service.address())
            && segment.destinationPort() == service.port();
    if (segment.source().equals(client) && !frame.outgoing() && here) {
      come(link, frame.mac(), segment);
    } else if (segment.source().equals(client) && frame.outgoing()) {
      forwarded += segment.isOpening() && segment.sourcePort() == port ? 1 : 0;
    } else if (segment.destination().equals(client) && segment.destinationPort() == port) {
      answers += segment.isAnswer() ? 1 : 0;
      refusals += segment.isRefusal() ? 1 : 0;
    }
  }

  private void come(String link, String mac, Segment segment) {
    if (segment.isOpening()) {
      if (segment.sourcePort() != port && attempts < ATTEMPTS && openings < 2) {
        attempts++;
        port = segment.sourcePort();
        openings = 0;
        forwarded = 0;
        answers = 0;
        refusals = 0;
        goingOn = 0;
        from = Optional.of(mac + " on " + link);
        end.arm(loop.now() + AGAIN.toNanos());
      }
      openings += segment.sourcePort() == port ? 1 : 0;
    } else if (segment.isGoingOn() && segment.sourcePort() == port && openings > 0) {
      if (goingOn == 0) {
        end.arm(loop.now() + SETTLED.toNanos());
      }
      goingOn++;
    }
  }

  private Optional<Connection> connection(Balancer balancer) {
    return balancer.sample().stream()
        .filter(each -> each.clientAddress().equals(client) && each.clientPort() == port)
        .filter(each -> each.belongsTo(service))
        .findFirst();
  }

  @Override
  public void close() {
    watches.forEach(EventLoop.Watch::close);
    sockets.forEach(LinkSocket::close);
  }
}
