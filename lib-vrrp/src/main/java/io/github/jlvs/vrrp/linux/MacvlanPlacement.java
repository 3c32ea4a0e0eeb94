// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.LinkKind.MacvlanMode;
import io.github.jlvs.netlink.route.NewLink;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the interfaces with virtual MAC addresses, keeps them while virtual routers want them, and
 * deletes them. One that is there already is adopted, as left behind by an earlier life, if it is
 * the same: a macvlan on the same interface with the same hardware address. Any other of that name
 * is somebody else's, is left alone, and keeps the virtual router in fault.
 *
 * <p>The mode is "bridge", so that the interface below hears every advertisement. In mode "private"
 * Linux hands a frame that comes from a virtual MAC of this host, as each of another master does,
 * to that macvlan alone. That the macvlans of one host reach each other by it does not matter: the
 * host would not send to itself over a wire.
 *
 * <p>The interface is up whoever is master, and silent while it has no address: nobody listens
 * there to a group, so that no switch takes this host for the master.
 */
final class MacvlanPlacement implements AutoCloseable {
  private final Host host;
  private final HostNetwork network;
  private final Reporter reporter;
  private final ArpSettings settings;
  private final Map<String, Macvlan> macvlans = new LinkedHashMap<>();

  /** What a virtual router wants. */
  private record Wish(String router, String base, VirtualMac mac, boolean ipv6) {
    static Wish of(RouterSetup setup, VirtualMac mac) {
      return new Wish(
          setup.name(),
          setup.interfaceName(),
          mac,
          mac.family() == AddressFamily.IPV6
              || setup.allAddresses().stream()
                  .anyMatch(each -> !each.isIpv4() && setup.deviceOf(each).equals(mac.name())));
    }

    boolean isSameInterface(Wish other) {
      return base.equals(other.base) && mac.isSameInterface(other.mac);
    }
  }

  /** One interface, and where advertisements leave by it. */
  private static final class Macvlan {
    private Wish wish;

    /** Which of its name it is that was made or adopted; empty while there is none. */
    private OptionalInt index = OptionalInt.empty();

    /** Opened when all else is done. */
    private @Nullable AdvertisementPort port;

    private String failure = "";

    Macvlan(Wish wish) {
      this.wish = wish;
    }

    String name() {
      return wish.mac().name();
    }
  }

  MacvlanPlacement(Host host, HostNetwork network, Reporter reporter) {
    this.host = host;
    this.network = network;
    this.reporter = reporter;
    this.settings = new ArpSettings(host, network, reporter);
  }

  /** Makes what these want, after what they want no more is gone. */
  void serve(Collection<RouterSetup> setups) {
    Map<String, Wish> wishes = new LinkedHashMap<>();
    for (RouterSetup setup : setups) {
      setup.virtualMac().ifPresent(mac -> wishes.put(mac.name(), Wish.of(setup, mac)));
    }
    for (Macvlan each : List.copyOf(macvlans.values())) {
      Wish wish = wishes.get(each.name());
      if (wish == null || !wish.isSameInterface(each.wish)) {
        delete(each);
        macvlans.remove(each.name());
      }
    }
    wishes.forEach(
        (name, wish) -> {
          Macvlan macvlan = macvlans.computeIfAbsent(name, absent -> new Macvlan(wish));
          boolean changed = macvlan.wish.ipv6() != wish.ipv6();
          macvlan.wish = wish;
          if (changed && macvlan.index.isPresent()) {
            settings.changeMacvlan(name, wish.ipv6());
          }
        });
    follow();
    Set<String> bases = new HashSet<>();
    macvlans.values().forEach(each -> bases.add(each.wish.base()));
    settings.keepOnly(bases);
  }

  /** Makes those that are not there, as far as there are interfaces for them. */
  void follow() {
    for (Macvlan each : presentFirst()) {
      Optional<Link> base = network.link(each.wish.base());
      if (base.isEmpty()) {
        // It has taken the macvlan along.
        lose(each);
        continue;
      }
      try {
        follow(each, base.get());
      } catch (LinuxException e) {
        closePort(each);
        failed(each, e);
      }
    }
  }

  /** What an earlier life has noted is read before it is taken for how the host was. */
  private List<Macvlan> presentFirst() {
    return macvlans.values().stream()
        .sorted(Comparator.comparing(each -> network.link(each.name()).isEmpty()))
        .toList();
  }

  private void follow(Macvlan each, Link base) {
    Optional<Link> found = network.link(each.name());
    if (found.isEmpty()) {
      lose(each);
      make(each, base);
    } else if (each.index.equals(OptionalInt.of(found.get().index()))) {
      use(each, found.get(), base);
    } else {
      lose(each);
      adopt(each, found.get(), base);
    }
  }

  private void make(Macvlan each, Link base) {
    NewLink wanted =
        NewLink.of(each.name(), new LinkKind.Macvlan(base.index(), MacvlanMode.BRIDGE));
    host.add(wanted.withHardwareAddress(each.wish.mac().address()));
    Optional<Link> made = network.learn(each.name());
    if (made.isPresent()) {
      each.index = OptionalInt.of(made.get().index());
      use(each, made.get(), base);
    }
  }

  private void adopt(Macvlan each, Link found, Link base) {
    if (isSame(each.wish, found, base)) {
      each.index = OptionalInt.of(found.index());
      host.setMode(found.index(), MacvlanMode.BRIDGE);
      use(each, found, base);
    } else {
      failed(each, "it is there already, as " + words(found));
    }
  }

  /** One that is there and is down, or left behind, becomes what it should be. */
  private void use(Macvlan each, Link link, Link base) {
    if (each.port != null) {
      settings.keepIpv6(each.name(), each.wish.ipv6());
      raise(each, link);
      return;
    }
    String note = settings.look(base, link.alias());
    if (!note.equals(link.alias())) {
      host.setAlias(link.index(), note);
    }
    settings.changeMacvlan(each.name(), each.wish.ipv6());
    settings.changeBase(base);
    raise(each, link);
    each.port = host.openAdvertisementPort(each.wish.mac().family(), each.name(), link.index());
    each.failure = "";
  }

  private void raise(Macvlan each, Link link) {
    if ((link.flags() & Link.IFF_UP) == 0) {
      host.setUp(link.index());
      Optional<Link> unused = network.learn(each.name());
    }
  }

  private static boolean isSame(Wish wish, Link link, Link base) {
    return link.name().equals(wish.mac().name())
        && link.kind().equals("macvlan")
        && link.parent().equals(OptionalInt.of(base.index()))
        && link.hardwareAddress().equals(wish.mac().address());
  }

  private static String words(Link link) {
    return (link.kind().isEmpty() ? "an interface" : link.kind())
        + " "
        + link.name()
        + " with "
        + link.hardwareAddress()
        + (link.parent().isPresent() ? " on interface " + link.parent().getAsInt() : "");
  }

  private void failed(Macvlan each, String why) {
    if (!Objects.equals(each.failure, why)) {
      each.failure = why;
      reporter.tell(
          new RunnerEvent.VirtualMacFailed(
              each.wish.router(), each.wish.base(), each.wish.mac(), why));
    }
  }

  /** Whether the interface that a router wants is there. */
  boolean isReady(RouterSetup setup) {
    return setup.virtualMac().isEmpty() || find(setup).filter(this::isReady).isPresent();
  }

  private boolean isReady(Macvlan macvlan) {
    return macvlan.port != null;
  }

  boolean areReady() {
    return macvlans.values().stream().allMatch(this::isReady);
  }

  /**
   * Where advertisements of a router leave that has one of its own; null while there is none. It is
   * asked for each of them, and allocates nothing.
   */
  @Nullable AdvertisementPort port(RouterSetup setup) {
    if (setup.virtualMac().isEmpty()) {
      return null;
    }
    Macvlan found = macvlans.get(setup.virtualMac().get().name());
    return found == null ? null : found.port;
  }

  private Optional<Macvlan> find(RouterSetup setup) {
    return setup.virtualMac().map(mac -> macvlans.get(mac.name()));
  }

  private static void lose(Macvlan each) {
    closePort(each);
    each.index = OptionalInt.empty();
  }

  private static void closePort(Macvlan each) {
    AdvertisementPort port = each.port;
    if (port != null) {
      port.close();
      each.port = null;
    }
  }

  /** Only what this object has made or adopted, whatever has its name by now. */
  private void delete(Macvlan each) {
    OptionalInt index = each.index;
    lose(each);
    if (index.isEmpty()) {
      return;
    }
    try {
      network.removeLink(index.getAsInt(), each.name()).ifPresent(e -> failed(each, e));
    } catch (LinuxException e) {
      failed(each, e);
    }
  }

  private void failed(Macvlan each, LinuxException e) {
    failed(each, String.valueOf(e.getMessage()));
  }

  @Override
  public void close() {
    serve(List.of());
  }
}
