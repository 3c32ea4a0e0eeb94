// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.vrrp.linux.HostNetwork.Outcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the interfaces above others that virtual routers want, keeps them, and deletes them. One
 * that is there already is adopted, as left behind by an earlier life, if it is the same: of the
 * same kind on the same interface with the same hardware address. Any other of that name is
 * somebody else's, is left alone, and keeps the virtual router in fault.
 *
 * <p>The mode of a macvlan is "bridge", so that the interface below hears every advertisement. In
 * mode "private" Linux hands a frame that comes from a virtual MAC of this host, as each of another
 * master does, to that macvlan alone. That the macvlans of one host reach each other by it does not
 * matter: the host would not send to itself over a wire.
 *
 * <p>The interface is up whoever is master, and silent while it has no address: nobody listens
 * there to a group, so that no switch takes this host for the master.
 */
final class UpperPlacement implements AutoCloseable {
  private final Host host;
  private final HostNetwork network;
  private final Reporter reporter;
  private final ArpSettings settings;
  private final Map<String, Made> all = new LinkedHashMap<>();

  /** What a virtual router wants. */
  private record Wish(
      String router, String lower, UpperInterface upper, boolean ipv6, boolean sends) {
    static Wish of(RouterSetup setup, RouterSetup.Upper wanted) {
      UpperInterface upper = wanted.wanted();
      return new Wish(
          setup.name(),
          wanted.lower(),
          upper,
          upper.family() == AddressFamily.IPV6
              || setup.allAddresses().stream()
                  .anyMatch(each -> !each.isIpv4() && setup.deviceOf(each).equals(upper.name())),
          setup.upper().filter(upper::equals).isPresent());
    }

    boolean isSameInterface(Wish other) {
      return lower.equals(other.lower) && upper.isSameInterface(other.upper);
    }

    Optional<Ipvlan> ipvlan() {
      return Optional.of(upper).filter(Ipvlan.class::isInstance).map(Ipvlan.class::cast);
    }

    /** Whether the kernel gives it the address that advertisements come from. */
    boolean hasLinkLocal() {
      return ipvlan().filter(each -> each.address().isEmpty()).isPresent();
    }
  }

  /** One interface, and where advertisements leave by it. */
  private static final class Made {
    private Wish wish;

    /** Which of its name it is that was made or adopted; empty while there is none. */
    private OptionalInt index = OptionalInt.empty();

    /** Opened when all else is done, if advertisements leave by it. */
    private @Nullable AdvertisementPort port;

    private boolean ready;

    private String failure = "";

    Made(Wish wish) {
      this.wish = wish;
    }

    String name() {
      return wish.upper().name();
    }
  }

  UpperPlacement(Host host, HostNetwork network, Reporter reporter) {
    this.host = host;
    this.network = network;
    this.reporter = reporter;
    this.settings = new ArpSettings(host, network, reporter);
  }

  /** Makes what these want, after what they want no more is gone. */
  void serve(Collection<RouterSetup> setups) {
    Map<String, Wish> wishes = new LinkedHashMap<>();
    for (RouterSetup setup : setups) {
      setup.uppers().forEach((name, wanted) -> wishes.put(name, Wish.of(setup, wanted)));
    }
    for (Made each : List.copyOf(all.values())) {
      Wish wish = wishes.get(each.name());
      if (wish == null || !wish.isSameInterface(each.wish)) {
        delete(each);
        all.remove(each.name());
      }
    }
    wishes.forEach(
        (name, wish) -> {
          Made made = all.computeIfAbsent(name, absent -> new Made(wish));
          if (made.wish.sends() != wish.sends()) {
            giveUp(made);
          }
          made.wish = wish;
        });
    follow();
    Set<String> belowMacs = new HashSet<>();
    all.values().stream()
        .filter(each -> each.wish.ipvlan().isEmpty())
        .forEach(each -> belowMacs.add(each.wish.lower()));
    settings.keepOnly(belowMacs);
  }

  /** Makes those that are not there, as far as there are interfaces for them. */
  void follow() {
    for (Made each : presentFirst()) {
      Optional<Link> lower = network.link(each.wish.lower());
      if (lower.isEmpty()) {
        // It has taken the one above along.
        lose(each);
        continue;
      }
      try {
        follow(each, lower.get());
      } catch (LinuxException e) {
        giveUp(each);
        failed(each, e);
      }
    }
  }

  /** What an earlier life has noted is read before it is taken for how the host was. */
  private List<Made> presentFirst() {
    return all.values().stream()
        .sorted(Comparator.comparing(each -> network.link(each.name()).isEmpty()))
        .toList();
  }

  private void follow(Made each, Link lower) {
    Optional<Link> found = network.link(each.name());
    if (found.isEmpty()) {
      lose(each);
      make(each, lower);
    } else if (each.index.equals(OptionalInt.of(found.get().index()))) {
      use(each, found.get(), lower);
    } else {
      lose(each);
      adopt(each, found.get(), lower);
    }
  }

  private void make(Made each, Link lower) {
    host.add(each.wish.upper().above(lower.index()));
    Optional<Link> made = network.learn(each.name());
    if (made.isPresent()) {
      each.index = OptionalInt.of(made.get().index());
      use(each, made.get(), lower);
    }
  }

  private void adopt(Made each, Link found, Link lower) {
    NewLink wanted = each.wish.upper().above(lower.index());
    if (!isSame(wanted, found, lower)) {
      failed(each, "it is there already, as " + words(found));
    } else if (each.wish.ipvlan().filter(ipvlan -> ipvlan.isOutdated(found.alias())).isPresent()) {
      host.deleteLink(found.index());
      make(each, lower);
    } else {
      each.index = OptionalInt.of(found.index());
      host.setKind(found.index(), wanted.kind());
      use(each, found, lower);
    }
  }

  /** One that is there and is down, or left behind, becomes what it should be. */
  private void use(Made each, Link link, Link lower) {
    if (each.ready) {
      settings.keepIpv6(each.name(), each.wish.ipv6(), each.wish.hasLinkLocal());
    } else {
      String note = note(each.wish, link, lower);
      if (!note.equals(link.alias())) {
        host.setAlias(link.index(), note);
      }
      settings.changeUpper(each.name(), each.wish.ipv6(), each.wish.hasLinkLocal());
      if (each.wish.ipvlan().isEmpty()) {
        settings.changeBase(lower);
      }
    }
    raise(each, link);
    giveAddress(each.wish, link);
    if (!each.ready) {
      if (each.wish.sends()) {
        each.port =
            host.openAdvertisementPort(each.wish.upper().family(), each.name(), link.index());
      }
      each.ready = true;
      each.failure = "";
    }
  }

  private String note(Wish wish, Link link, Link lower) {
    return wish.ipvlan().isPresent()
        ? wish.ipvlan().get().note()
        : settings.look(lower, link.alias());
  }

  private void raise(Made each, Link link) {
    if ((link.flags() & Link.IFF_UP) == 0) {
      host.setUp(link.index());
      Optional<Link> unused = network.learn(each.name());
    }
  }

  /** The address that advertisements come from, whoever is master. */
  private void giveAddress(Wish wish, Link link) {
    Optional<Prefix> address = wish.ipvlan().flatMap(Ipvlan::address);
    if (address.isEmpty()) {
      return;
    }
    IfAddress wanted =
        VirtualAddress.of(address.get().address(), address.get().length()).on(link.index());
    if (network.find(wanted).isEmpty() && network.add(wanted) instanceof Outcome.Refused refused) {
      throw refused.cause();
    }
  }

  private static boolean isSame(NewLink wanted, Link link, Link lower) {
    return link.name().equals(wanted.name())
        && link.kind().equals(wanted.kind().name())
        && (link.parent().equals(OptionalInt.of(lower.index()))
            || ArpSettings.isNoteOf(lower.name(), link.alias()))
        && wanted.hardwareAddress().map(link.hardwareAddress()::equals).orElse(true);
  }

  private static String words(Link link) {
    return (link.kind().isEmpty() ? "an interface" : link.kind())
        + " "
        + link.name()
        + " with "
        + link.hardwareAddress()
        + (link.parent().isPresent() ? " on interface " + link.parent().getAsInt() : "");
  }

  private void failed(Made each, String why) {
    if (!Objects.equals(each.failure, why)) {
      each.failure = why;
      reporter.tell(
          new RunnerEvent.UpperInterfaceFailed(
              each.wish.router(), each.wish.lower(), each.wish.upper(), why));
    }
  }

  /**
   * The interfaces that a router needs and that are not there although those below are: its own,
   * and those of addresses that are tracked.
   */
  List<String> missing(RouterSetup setup) {
    Set<String> needed = new LinkedHashSet<>();
    setup.upper().ifPresent(own -> needed.add(own.name()));
    setup.allAddresses().stream()
        .filter(VirtualAddress::tracked)
        .map(setup::deviceOf)
        .forEach(needed::add);
    needed.retainAll(setup.uppers().keySet());
    return needed.stream().filter(name -> isMissing(all.get(name))).toList();
  }

  private boolean isMissing(@Nullable Made made) {
    return made == null || (!made.ready && network.link(made.wish.lower()).isPresent());
  }

  boolean areReady() {
    return all.values().stream().allMatch(each -> each.ready);
  }

  /**
   * Where advertisements of a router leave that has an interface of its own; null while there is
   * none. It is asked for each of them, and allocates nothing.
   */
  @Nullable AdvertisementPort port(RouterSetup setup) {
    if (setup.upper().isEmpty()) {
      return null;
    }
    Made found = all.get(setup.upper().get().name());
    return found == null ? null : found.port;
  }

  private static void lose(Made each) {
    giveUp(each);
    each.index = OptionalInt.empty();
  }

  private static void giveUp(Made each) {
    AdvertisementPort port = each.port;
    if (port != null) {
      port.close();
      each.port = null;
    }
    each.ready = false;
  }

  /** Only what this object has made or adopted, whatever has its name by now. */
  private void delete(Made each) {
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

  private void failed(Made each, LinuxException e) {
    failed(each, String.valueOf(e.getMessage()));
  }

  @Override
  public void close() {
    serve(List.of());
  }
}
