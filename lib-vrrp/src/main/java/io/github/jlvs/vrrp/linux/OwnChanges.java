// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import java.net.Inet6Address;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which of the host's changes a runner looks at: not those that it makes itself, nor those of
 * addresses and routes that are nothing to it, of which a host may have thousands.
 */
final class OwnChanges implements HostWatch.EventFilter {
  private final HostNetwork network;
  private final AddressPlacement placement;
  private final RoutePlacement routing;
  private final Supplier<SetupPlan> plan;
  private final Collection<RunningRouter> routers;
  private final Set<String> flapped;

  /**
   * Makes one.
   *
   * @param plan what is run at the moment
   * @param routers the runner's own collection
   * @param flapped gets the names of interfaces that were down, whatever they are by now
   */
  OwnChanges(
      HostNetwork network,
      AddressPlacement placement,
      RoutePlacement routing,
      Supplier<SetupPlan> plan,
      Collection<RunningRouter> routers,
      Set<String> flapped) {
    this.network = network;
    this.placement = placement;
    this.routing = routing;
    this.plan = plan;
    this.routers = routers;
    this.flapped = flapped;
  }

  @Override
  public boolean link(Link link) {
    boolean planned = plan.get().interfaces().contains(link.name());
    if (!link.isUsable() && planned) {
      flapped.add(link.name());
    }
    if (link.isUsable() && !network.isKnown(link.index()) && routing.holdsAny()) {
      // Routes that name no interface may lead through this one; Linux drops them unseen.
      routing.doubtAll();
      return true;
    }
    return planned || network.isKnown(link.index());
  }

  @Override
  public boolean added(IfAddress address) {
    if (isTrackedSource(address)) {
      return true;
    }
    if (!network.isKnown(address.interfaceIndex())) {
      return false;
    }
    if (placement.isHeld(address)) {
      // Of one that is looked for on the link it is news how that has ended.
      return address.address() instanceof Inet6Address
          && (address.flags() & IfAddress.IFA_F_NODAD) == 0;
    }
    for (RunningRouter router : routers) {
      if (sendsThrough(router, address) && couldUse(router, address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first that counts is taken: another one is news where there is none, or a worse one. Of
   * IPv6 so is what becomes of the one that is taken: the kernel tells it once more.
   */
  private boolean couldUse(RunningRouter router, IfAddress address) {
    AddressFamily family = AddressFamily.of(address.address());
    if (family != router.setup().config().protocol().family()) {
      return false;
    }
    if (family == AddressFamily.IPV6) {
      return router.source().filter(source -> !source.equals(address.address())).isEmpty();
    }
    return router.source().isEmpty()
        || (address.scope() == IfAddress.SCOPE_GLOBAL
            && !network.isGlobal(address.interfaceIndex(), router.source().get()));
  }

  @Override
  public boolean deleted(IfAddress address) {
    if (isTrackedSource(address) || placement.isHeld(address) || placement.isPlanned(address)) {
      return true;
    }
    for (RunningRouter router : routers) {
      if (isOfIpvlan(router.setup(), address)) {
        return true;
      }
      if (sendsThrough(router, address)
          && router.source().map(address.address()::equals).orElseGet(router::lacksSource)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean added(Route route) {
    return routing.isMissedBy(route, false);
  }

  @Override
  public boolean deleted(Route route) {
    return routing.isMissedBy(route, true);
  }

  @Override
  public boolean deleted(Rule rule) {
    return routing.isMissedBy(rule);
  }

  @Override
  public void lost() {
    routing.doubtAll();
  }

  private boolean isTrackedSource(IfAddress address) {
    return plan.get().isTrackedSource(address.address());
  }

  /** Whether an ipvlan has lost the address that it was given. */
  private boolean isOfIpvlan(RouterSetup setup, IfAddress address) {
    Optional<Ipvlan> ipvlan = setup.ipvlan();
    return ipvlan.isPresent()
        && ipvlan.get().hasAddress(address.address())
        && network
            .link(ipvlan.get().name())
            .filter(link -> link.index() == address.interfaceIndex())
            .isPresent();
  }

  private boolean sendsThrough(RunningRouter router, IfAddress address) {
    if (router.setup().source().isPresent()) {
      return false;
    }
    Optional<Link> link = network.link(router.setup().sourceInterface());
    return link.isPresent() && link.get().index() == address.interfaceIndex();
  }
}
