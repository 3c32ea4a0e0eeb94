// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.Handshake;
import io.github.jlvs.healthcheck.probe.direct.TcpPacket;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One try of asking a real server as the virtual address.
 *
 * <pre>
 *   start ──► route, port, ear ──► hardware address (direct routing) ──► SYN, again after 1, 3, 7 s
 *                                                                          │ SYN-ACK, RST, or the limit
 *                                                                          ▼
 *                                                                   RST, and the outcome
 * </pre>
 *
 * <p>However it ends, a real server that may hold a connection half open is told that it is over:
 * the kernel, which never sent the SYN, says so only where it takes the answer at all, and then to
 * whoever has the virtual address. The port is bound and never connected, so no connection of this
 * host gets it meanwhile.
 */
final class DirectTry implements Attempt {
  /** Of a route lookup: the server is unreachable, as for a connection. */
  private static final Set<Errno> NO_WAY =
      Set.of(Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.EINVAL, Errno.EACCES);

  private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long FIRST_REPETITION = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final DirectProbe probe;
  private final DirectLinks links;
  private final IntFunction<AnswerEar> ears;
  private final ByteBuffer buffer;
  private final Owner owner;
  private final Timer timer;
  private Optional<ReservedPort> port = Optional.empty();
  private Optional<PacketSender> sender = Optional.empty();
  private @Nullable AnswerEar ear;
  private @Nullable Handshake handshake;
  private long wait;
  private boolean asked;
  private boolean over;

  DirectTry(
      EventLoop loop,
      DirectProbe probe,
      DirectLinks links,
      IntFunction<AnswerEar> ears,
      ByteBuffer buffer,
      Owner owner) {
    this.loop = loop;
    this.probe = probe;
    this.links = links;
    this.ears = ears;
    this.buffer = buffer;
    this.owner = owner;
    this.timer = loop.timer(this::due);
  }

  @Override
  public void start() {
    try {
      Optional<Route> route = route();
      if (route.isEmpty()) {
        return;
      }
      prepare(route.get());
    } catch (LinuxException e) {
      impossible(e);
      return;
    }
    wait = FIRST_LOOK;
    due();
  }

  /** Empty where there is none that will do, which is the outcome. */
  private Optional<Route> route() {
    Route route;
    try {
      route = links.routeTo(probe.server(), probe.device());
    } catch (LinuxException e) {
      if (!NO_WAY.contains(e.errno())) {
        throw e;
      }
      end(ProbeResult.failed(e.errno().description()));
      return Optional.empty();
    }
    Optional<ProbeResult> beyond = beyondReach(route);
    beyond.ifPresent(this::end);
    return beyond.isPresent() ? Optional.empty() : Optional.of(route);
  }

  /** What direct routing does not reach. */
  private Optional<ProbeResult> beyondReach(Route route) {
    if (route.type() == Route.TYPE_LOCAL) {
      throw new LinuxException(
          "ask "
              + text(probe.server())
              + " as the virtual address (DR_CHECK), which is this host itself: check it with"
              + " TCP_CHECK",
          Errno.EOPNOTSUPP);
    }
    return probe.way() instanceof Way.Link
        ? route
            .gateway()
            .map(
                router ->
                    ProbeResult.failed(
                        "it is behind the router "
                            + text(router)
                            + ", and direct routing reaches only what is on a link of this host"))
        : Optional.empty();
  }

  private void prepare(Route route) {
    int index = route.interfaceIndex().orElseThrow(() -> noWay("has no interface"));
    InetAddress source = source(route);
    InetSocketAddress virtual = probe.virtual();
    if (source.equals(virtual.getAddress())) {
      throw noWay("would come from the virtual address itself: give another address to come from");
    }
    ReservedPort reserved = ReservedPort.of(source);
    port = Optional.of(reserved);
    AnswerEar opened = ears.apply(index);
    ear = opened;
    Handshake begun =
        new Handshake(
            new InetSocketAddress(source, reserved.number()), virtual, links.nextSequence());
    handshake = begun;
    if (probe.way() instanceof Way.Tunnel tunnel) {
      sender = Optional.of(TunnelSender.open(probe, tunnel));
    }
    opened.listen(begun.acknowledged(), this::answered);
  }

  private InetAddress source(Route route) {
    return probe
        .source()
        .or(() -> links.source(route, probe))
        .orElseThrow(() -> noWay("has no address of this host to come from: give one"));
  }

  private LinuxException noWay(String why) {
    return new LinuxException(
        "ask " + text(probe.server()) + " as the virtual address (DR_CHECK): that " + why,
        Errno.EADDRNOTAVAIL);
  }

  /** The next look at the neighbour, or the next segment. */
  private void due() {
    try {
      if (sender.isEmpty()) {
        resolve();
      }
      if (sender.isPresent()) {
        ask(sender.get());
      } else {
        timer.arm(loop.now() + wait);
        wait = Math.min(LONGEST_LOOK, 2 * wait);
      }
    } catch (LinuxException e) {
      impossible(e);
    }
  }

  private void resolve() {
    AnswerEar out = ear;
    if (out != null) {
      sender =
          links
              .hardwareAddress(out.interfaceIndex(), probe.server())
              .map(octets -> packet -> out.send(packet, octets));
    }
  }

  private void ask(PacketSender to) {
    wait = asked ? 2 * wait : FIRST_REPETITION;
    send(to, question().syn());
    asked = true;
    timer.arm(loop.now() + wait);
  }

  private Handshake question() {
    Handshake begun = handshake;
    if (begun == null) {
      throw new IllegalStateException("nothing is asked before there is a port");
    }
    return begun;
  }

  private String link() {
    AnswerEar heard = ear;
    return heard == null ? "its link" : heard.interfaceName();
  }

  private void send(PacketSender to, TcpPacket packet) {
    packet.encode(buffer);
    int sent = to.send(buffer);
    if (sent < 0) {
      throw new LinuxException(
          "send to " + text(probe.server()) + " on " + link() + " (DR_CHECK)",
          Errno.ofResult(sent));
    }
  }

  private void answered(TcpPacket packet) {
    question().judge(packet).ifPresent(this::end);
  }

  private void end(ProbeResult result) {
    close();
    owner.result(result);
  }

  private void impossible(LinuxException cause) {
    close();
    owner.impossible(cause);
  }

  @Override
  public ProbeResult silent(Duration limit) {
    String nothing =
        asked
            ? "No answer as " + question().virtualText()
            : "Nobody on " + link() + " says that it has " + text(probe.server());
    close();
    return ProbeResult.timeout(nothing + " within " + limit.toMillis() + " ms");
  }

  @Override
  public ProbeResult overdue(Duration limit) {
    return silent(limit);
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    timer.cancel();
    AnswerEar heard = ear;
    Handshake begun = handshake;
    if (heard != null && begun != null) {
      heard.forget(begun.acknowledged());
    }
    if (asked) {
      reset();
    }
    sender.ifPresent(PacketSender::close);
    port.ifPresent(ReservedPort::close);
  }

  /** The real server ends a connection that is half open by itself too, in a minute. */
  private void reset() {
    try {
      sender.ifPresent(to -> send(to, question().reset()));
    } catch (LinuxException lost) {
      // The outcome is known without it.
    }
  }

  private static String text(InetAddress address) {
    return IpAddresses.format(address);
  }
}
