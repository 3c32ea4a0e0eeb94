// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Neighbour;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteSocket;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What the checks of a loop share that ask real servers as a virtual address: the kernel's routes
 * and neighbours, an ear for each interface, and numbers that tell their questions apart. What is
 * asked of the kernel by netlink is answered at once: nothing here waits for anybody else.
 */
final class DirectLinks implements AutoCloseable {
  private static final int KNOWN_FOR_GOOD = Neighbour.PERMANENT | Neighbour.NO_ARP;

  private static final long KEPT = TimeUnit.SECONDS.toNanos(5);

  private final EventLoop loop;
  private final int mark;
  private final Map<Place, SharedEar> ears = new HashMap<>();
  private final Map<Asking, Chosen> sources = new HashMap<>();
  private Optional<RouteSocket> kernel = Optional.empty();
  private int questions;

  /** What an address is chosen for. */
  private record Asking(Route route, InetAddress virtual) {}

  private record Chosen(Optional<InetAddress> source, long when) {}

  /** Where an ear is. */
  record Place(int interfaceIndex, AddressFamily family) {}

  private static final class SharedEar {
    private final AnswerEar ear;
    private int users;

    SharedEar(AnswerEar ear) {
      this.ear = ear;
    }
  }

  DirectLinks(EventLoop loop, RandomGenerator random) {
    this.loop = loop;
    this.mark = random.nextInt(1 << Short.SIZE);
    this.questions = random.nextInt(1 << Short.SIZE);
  }

  /**
   * The sequence number of the next question. It is even, so that the number after it, by which the
   * answer is known, begins with the same sixteen bits.
   */
  int nextSequence() {
    questions = questions + 2 & 0xfffe;
    return mark << Short.SIZE | questions;
  }

  private RouteSocket kernel() {
    RouteSocket open = kernel.orElseGet(RouteSocket::open);
    kernel = Optional.of(open);
    return open;
  }

  /** The way of this host's packets to an address; throws LinuxException. */
  Route routeTo(InetAddress address, Optional<String> device) {
    OptionalInt index =
        device.map(name -> OptionalInt.of(named(name).index())).orElseGet(OptionalInt::empty);
    return kernel().routeTo(address, index);
  }

  private Link named(String name) {
    return kernel()
        .link(name)
        .orElseThrow(() -> new LinuxException("find the interface " + name, Errno.ENODEV));
  }

  /**
   * The address to ask from. What was chosen holds for a while: of a host with many addresses it
   * costs most of a try. Throws LinuxException.
   */
  Optional<InetAddress> source(Route route, DirectProbe probe) {
    InetAddress virtual = probe.virtual().getAddress();
    Asking asking = new Asking(route, virtual);
    Chosen known = sources.get(asking);
    if (known == null || loop.now() - known.when() > KEPT) {
      sources.values().removeIf(each -> loop.now() - each.when() > KEPT);
      known =
          new Chosen(
              new SourceChoice(probe.server(), virtual).of(route, kernel().addresses()),
              loop.now());
      sources.put(asking, known);
    }
    return known.source();
  }

  /** What messages call an interface. */
  private String nameOf(int interfaceIndex) {
    return kernel().link(interfaceIndex).map(Link::name).orElse("interface " + interfaceIndex);
  }

  /**
   * The hardware address of a host on the link. What the kernel does not know it looks for, and
   * what it has not confirmed lately it confirms, in its own time; whoever gets nothing asks again.
   *
   * @return empty octets on a link that has no such addresses; nothing while it is not known
   */
  Optional<byte[]> hardwareAddress(int interfaceIndex, InetAddress host) {
    Optional<Neighbour> known = kernel().neighbour(interfaceIndex, host);
    int state = known.map(Neighbour::state).orElse(0);
    if ((state & KNOWN_FOR_GOOD) != 0) {
      return known.map(each -> each.hardwareAddress().bytes());
    }
    if ((state & (Neighbour.REACHABLE | Neighbour.INCOMPLETE)) == 0) {
      seek(interfaceIndex, host);
    }
    boolean lost = (state & (Neighbour.FAILED | Neighbour.INCOMPLETE)) != 0;
    return known
        .filter(each -> !lost && !each.hardwareAddress().equals(HardwareAddress.NONE))
        .map(each -> each.hardwareAddress().bytes());
  }

  private void seek(int interfaceIndex, InetAddress host) {
    try {
      kernel().set(Neighbour.sought(interfaceIndex, host));
    } catch (LinuxException e) {
      throw new LinuxException(
          "have the kernel look for " + host.getHostAddress() + " on its link (DR_CHECK)",
          e.errno(),
          e);
    }
  }

  /**
   * The ear of a place, which one more check uses until it lets go of it; throws LinuxException.
   */
  AnswerEar use(Place place) {
    SharedEar shared = ears.get(place);
    if (shared == null) {
      int index = place.interfaceIndex();
      shared = new SharedEar(AnswerEar.open(loop, nameOf(index), index, place.family(), mark));
      ears.put(place, shared);
    }
    shared.users++;
    return shared.ear;
  }

  void letGo(Place place) {
    SharedEar shared = ears.get(place);
    if (shared != null && --shared.users == 0) {
      ears.remove(place);
      shared.ear.close();
    }
  }

  @Override
  public void close() {
    ears.values().forEach(each -> each.ear.close());
    ears.clear();
    kernel.ifPresent(RouteSocket::close);
    kernel = Optional.empty();
  }
}
