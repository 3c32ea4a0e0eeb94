// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.netlink.route.InterfaceAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One virtual router: what its state machine decides is done here. */
final class RunningRouter {
  private final VirtualRouter machine;
  private final HostNetwork network;
  private final AddressAnnouncer announcer;
  private final Reporter reporter;
  private final RoutePlacement routing;
  private final Set<String> down = new HashSet<>();
  private final Set<InterfaceAddress> placed = new HashSet<>();
  private final List<InetAddress> restored = new ArrayList<>();

  private RouterSetup setup;
  private Optional<Inet4Address> source = Optional.empty();
  private Inet4Address lastSource;
  private Reception reception;
  private AdvertisementSender sender;
  private Instant lastTransition = Instant.now();
  private @Nullable Party party;
  private @Nullable VrrpInterface port;

  RunningRouter(
      RouterSetup setup, HostNetwork network, AddressAnnouncer announcer, Reporter reporter) {
    this.setup = setup;
    this.network = network;
    this.announcer = announcer;
    this.reporter = reporter;
    this.routing = new RoutePlacement(network, reporter);
    this.lastSource = Unspecified.ADDRESS;
    this.machine = new VirtualRouter(setup.config(), lastSource);
    this.reception = new Reception(setup.config(), setup.transport());
    this.sender = new AdvertisementSender(setup, lastSource);
  }

  VirtualRouter machine() {
    return machine;
  }

  RouterSetup setup() {
    return setup;
  }

  String name() {
    return setup.name();
  }

  Party party() {
    if (party == null) {
      throw new IllegalStateException("virtual router " + name() + " has not joined a party");
    }
    return party;
  }

  void join(Party joined, VrrpInterface through) {
    party = joined;
    port = through;
  }

  /** Takes another setup with the same name, interface and VRID. */
  void adopt(RouterSetup changed) {
    setup = changed;
    renew();
  }

  void handle(Input input) {
    party().handle(this, input);
  }

  void judge(IpDatagram.Vrrp packet) {
    handle(reception.judge(packet));
  }

  void drain() {
    if (port != null) {
      port.drain();
    }
  }

  /** Puts something tracked up or down, if that is a change. */
  void track(String what, boolean up) {
    if (up ? down.remove(what) : down.add(what)) {
      handle(up ? new Input.TrackedUp(what) : new Input.TrackedDown(what));
    }
  }

  /** Sends from another address from now on; without one the last stays for the good-bye. */
  void sendFrom(Optional<Inet4Address> changed) {
    if (changed.equals(source)) {
      return;
    }
    source = changed;
    if (changed.isPresent() && !changed.get().equals(lastSource)) {
      lastSource = changed.get();
      renew();
      handle(new Input.PrimaryAddressChanged(lastSource));
    }
    reporter.tell(new RunnerEvent.SourceChanged(name(), source));
  }

  private void renew() {
    reception = new Reception(setup.config(), setup.transport());
    sender = new AdvertisementSender(setup, lastSource);
  }

  /** Whether this router put the address where it is. */
  boolean placed(InterfaceAddress address) {
    for (InterfaceAddress mine : placed) {
      if (mine.isSameEntry(address)) {
        return true;
      }
    }
    return false;
  }

  /** Finds out which of a master's addresses are gone, and has them put back. */
  void missLostAddresses() {
    if (!isMaster()) {
      return;
    }
    for (VirtualAddress address : setup.allAddresses()) {
      Optional<Link> link = network.link(setup.deviceOf(address));
      if (link.isPresent() && !network.has(address.on(link.get().index()))) {
        handle(new Input.AddressLost(address.address()));
      }
    }
    List<InetAddress> back = List.copyOf(restored);
    restored.clear();
    back.forEach(address -> handle(new Input.AddressRestored(address)));
  }

  void perform(Action action) {
    if (action instanceof Action.SendAdvertisement advertisement) {
      send(advertisement.priority());
    } else if (action instanceof Action.AddAddresses) {
      addAddresses(setup.allAddresses());
      routing.add(name(), setup.routes(), setup.rules());
      reporter.tell(new RunnerEvent.AddressesAdded(name()));
    } else if (action instanceof Action.RemoveAddresses) {
      announcer.forget(name());
      routing.remove(name(), setup.routes(), setup.rules());
      removeAddresses(setup.allAddresses());
      placed.clear();
      reporter.tell(new RunnerEvent.AddressesRemoved(name()));
    } else if (action instanceof Action.SendGratuitousArp arp) {
      announcer.announce(setup, setup.allAddresses(), arp.rounds());
    } else if (action instanceof Action.RestoreAddress restore) {
      if (addAddresses(entries(restore.address()))) {
        restored.add(restore.address());
      }
    } else if (action instanceof Action.AnnounceAddress announce) {
      announcer.announce(setup, entries(announce.address()), announce.rounds());
    } else if (action instanceof Action.StateChanged changed) {
      lastTransition = Instant.now();
      reporter.tell(
          new RunnerEvent.StateChanged(
              name(), changed.from(), changed.to(), changed.reason(), machine.priority()));
    } else if (action instanceof Event event) {
      reporter.observed(name(), event);
    }
  }

  private void send(int priority) {
    if (port != null) {
      port.send(sender, priority);
    }
    if (priority == Advertisement.PRIORITY_STOP) {
      reporter.tell(new RunnerEvent.PriorityZeroSent(name()));
    }
  }

  private List<VirtualAddress> entries(InetAddress address) {
    return setup.allAddresses().stream().filter(each -> each.address().equals(address)).toList();
  }

  /**
   * Adds a master's addresses, and says whether all are there: of those that a changed setup
   * brings, the state machine knows some only.
   */
  boolean addAddresses(List<VirtualAddress> addresses) {
    boolean all = true;
    for (VirtualAddress address : addresses) {
      Optional<Link> link = network.link(setup.deviceOf(address));
      if (link.isEmpty()) {
        failed(address, true, "there is no interface " + setup.deviceOf(address));
        all = false;
        continue;
      }
      InterfaceAddress entry = address.on(link.get().index());
      Optional<String> failure = network.add(entry);
      if (failure.isEmpty()) {
        placed.add(entry);
      } else {
        failed(address, true, failure.get());
        all = false;
      }
    }
    return all;
  }

  void removeAddresses(List<VirtualAddress> addresses) {
    for (VirtualAddress address : addresses) {
      Optional<Link> link = network.link(setup.deviceOf(address));
      if (link.isPresent()) {
        InterfaceAddress entry = address.on(link.get().index());
        placed.remove(entry);
        network.remove(entry).ifPresent(failure -> failed(address, false, failure));
      }
    }
  }

  /** Brings a master's routes and rules from those of one setup to those of another. */
  void changeRouting(RouterSetup before, RouterSetup after) {
    if (before.routes().equals(after.routes()) && before.rules().equals(after.rules())) {
      return;
    }
    routing.remove(
        name(), without(before.routes(), after.routes()), without(before.rules(), after.rules()));
    routing.add(
        name(), without(after.routes(), before.routes()), without(after.rules(), before.rules()));
  }

  private static <T> List<T> without(List<T> all, List<T> some) {
    return all.stream().filter(each -> !some.contains(each)).toList();
  }

  private void failed(VirtualAddress address, boolean adding, String cause) {
    reporter.tell(new RunnerEvent.AddressFailed(name(), address, adding, cause));
  }

  boolean isMaster() {
    return machine.state() == State.MASTER;
  }

  RouterStatus status() {
    return new RouterStatus(
        setup,
        machine.state(),
        machine.priority(),
        source,
        machine.master(),
        machine.trackedDown(),
        lastTransition,
        machine.counters());
  }
}
