// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual router and its place on this host: keepalived's vrrp_instance. Made with {@link
 * #builder}.
 *
 * @param name the instance's name, unique in a runner; in every event
 * @param interfaceName the interface that advertisements come and go through
 * @param config the protocol's side
 * @param transport multicast or unicast
 * @param hmac the keys that its advertisements are signed with and judged by; empty for none
 * @param source the address to send from; empty for the first global IPv4 address of the interface,
 *     over IPv6 for its oldest link-local one, or routed one where peers are
 * @param socketUse how the sockets are used
 * @param addresses where the addresses of the packet go; the same addresses in the same order as in
 *     {@code config}
 * @param excluded addresses that come and go with them and are not in the packet, IPv6 too
 * @param routes routes that come after the addresses and go before them
 * @param rules rules of policy routing that come after the routes and go before them
 * @param trackInterface whether the router goes to fault while its interface is down; false for
 *     keepalived's dont_track_primary. An interface that does not exist always puts it in fault
 * @param trackedInterfaces further interfaces that are tracked; those of its addresses, routes and
 *     rules need not be named for their loss to be a fault
 * @param tracked what else is tracked, and reported to the runner ({@link VrrpRunner#report})
 * @param promoteSecondaries whether the interface keeps the other addresses of a subnet when it
 *     loses the first, while the router runs; its setting is put back afterwards
 * @param upper an interface of its own above {@code interfaceName}, that advertisements leave by:
 *     with the hardware address of the virtual router, where it takes the addresses of its family
 *     that are meant for {@code interfaceName}, or with an address of its own; empty for {@code
 *     interfaceName} itself
 * @param virtualMacs further interfaces with the hardware address of the virtual router, for
 *     addresses that name them
 * @param refreshed where {@link io.github.jlvs.vrrp.GratuitousArp#elsewhere} sends its frames
 */
public record RouterSetup(
    String name,
    String interfaceName,
    VirtualRouterConfig config,
    Transport transport,
    Optional<HmacSettings> hmac,
    Optional<InetAddress> source,
    SocketUse socketUse,
    List<VirtualAddress> addresses,
    List<VirtualAddress> excluded,
    List<VirtualRoute> routes,
    List<VirtualRule> rules,
    boolean trackInterface,
    List<Tracking> trackedInterfaces,
    List<Tracking> tracked,
    boolean promoteSecondaries,
    Optional<UpperInterface> upper,
    List<VirtualMacOn> virtualMacs,
    Refreshed refreshed) {

  /** The interfaces whose switches are shown an address now and then. */
  public enum Refreshed {
    /** Each that advertisements do not leave by. */
    EVERY_OTHER,
    /** Those of them that have a virtual MAC address. */
    VIRTUAL_MACS
  }

  /**
   * Checks that both lists of addresses agree, and copies the lists.
   *
   * @throws IllegalArgumentException when they do not, when there are keys beside a password, when
   *     peers, group, source or the interface that is made are of another family than the protocol,
   *     or when multicast over IPv6 is to come from an address that is not link-local
   */
  public RouterSetup {
    addresses = List.copyOf(addresses);
    excluded = List.copyOf(excluded);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    trackedInterfaces = List.copyOf(trackedInterfaces);
    tracked = List.copyOf(tracked);
    virtualMacs = List.copyOf(virtualMacs);
    List<InetAddress> placed = addresses.stream().map(VirtualAddress::address).distinct().toList();
    if (!placed.equals(config.addresses())) {
      throw new IllegalArgumentException(
          "virtual router "
              + name
              + " places the addresses "
              + placed
              + " but advertises "
              + config.addresses());
    }
    SetupFamilies.require(name, config, transport, source, upper);
    if (hmac.isPresent() && config.authentication().type() != 0) {
      throw new IllegalArgumentException(
          "virtual router " + name + " has a password and HMAC keys: a password says nothing more");
    }
  }

  /**
   * Starts a setup: multicast, each address as keepalived places it ({@link
   * VirtualAddress#of(InetAddress)}), the interface tracked.
   *
   * @param name the instance's name
   * @param interfaceName the interface that advertisements come and go through
   * @param config the protocol's side
   * @return a builder
   */
  public static Builder builder(String name, String interfaceName, VirtualRouterConfig config) {
    return new Builder(name, interfaceName, config);
  }

  /** All addresses, those of the packet first. */
  List<VirtualAddress> allAddresses() {
    List<VirtualAddress> all = new ArrayList<>(addresses);
    all.addAll(excluded);
    return all;
  }

  /**
   * The interface that an address is put on: the one that it names, or the virtual router's; what
   * is meant for the latter goes to the one with the virtual MAC address above it, if it is of its
   * family.
   *
   * @param address an address of this virtual router
   * @return the interface's name
   */
  public String deviceOf(VirtualAddress address) {
    return deviceOf(address, interfaceName, virtualMac());
  }

  /**
   * The hardware address of the virtual router, and the interface that has it.
   *
   * @return empty for that of {@code interfaceName}
   */
  public Optional<VirtualMac> virtualMac() {
    return upper.filter(VirtualMac.class::isInstance).map(VirtualMac.class::cast);
  }

  /**
   * The ipvlan that advertisements leave by.
   *
   * @return empty if there is none
   */
  public Optional<Ipvlan> ipvlan() {
    return upper.filter(Ipvlan.class::isInstance).map(Ipvlan.class::cast);
  }

  /**
   * The interface below one that is made for this virtual router.
   *
   * @param name the name of an interface
   * @return the name of the one below; empty if it is none of those
   */
  public Optional<String> lowerOf(String name) {
    return Optional.ofNullable(uppers().get(name)).map(Upper::lower);
  }

  /** What is to be made above an interface. */
  record Upper(String lower, UpperInterface wanted) {}

  /** All that is made for this virtual router, by name; its own first. */
  Map<String, Upper> uppers() {
    Map<String, Upper> all = new LinkedHashMap<>();
    upper.ifPresent(own -> all.put(own.name(), new Upper(interfaceName, own)));
    for (VirtualMacOn each : virtualMacs) {
      all.put(each.mac().name(), new Upper(each.interfaceName(), each.mac()));
    }
    return all;
  }

  /** Whether an interface has been made that has the hardware address of the virtual router. */
  boolean hasVirtualMac(String name) {
    return Optional.ofNullable(uppers().get(name))
        .filter(made -> made.wanted() instanceof VirtualMac)
        .isPresent();
  }

  /** The interface whose address advertisements come from. */
  String sourceInterface() {
    return ipvlan().map(Ipvlan::name).orElse(interfaceName);
  }

  /** Where an address goes: what is meant for the interface goes to the one above it. */
  static String deviceOf(
      VirtualAddress address, String interfaceName, Optional<VirtualMac> virtualMac) {
    String meant = address.device().orElse(interfaceName);
    return meant.equals(interfaceName)
        ? virtualMac
            .filter(mac -> mac.takes(address.address()))
            .map(VirtualMac::name)
            .orElse(interfaceName)
        : meant;
  }

  /**
   * Whether advertisements leave by the interface above, and come from its hardware address:
   * unicast never does.
   *
   * @return false where they leave by {@code interfaceName}, or where routes lead
   */
  public boolean sendsByUpper() {
    return transport instanceof Transport.Multicast
        && upper.isPresent()
        && virtualMac().filter(VirtualMac::transmitOnBase).isEmpty();
  }

  /** The address that some interface must have. */
  Optional<InetAddress> trackedSource() {
    return socketUse.trackSource() ? source : Optional.empty();
  }

  /** The interfaces that must be up, but for those that are tracked by name. */
  Set<String> trackedDevices() {
    Set<String> names = new LinkedHashSet<>();
    if (trackInterface) {
      names.add(interfaceName);
    }
    for (VirtualAddress address : allAddresses()) {
      if (address.tracked()) {
        address
            .device()
            .map(name -> lowerOf(name).orElse(name))
            .filter(name -> !name.equals(interfaceName))
            .ifPresent(names::add);
      }
    }
    for (VirtualRoute route : routes) {
      if (route.tracked()) {
        route.device().filter(name -> !name.equals(interfaceName)).ifPresent(names::add);
      }
    }
    for (VirtualRule rule : rules) {
      if (rule.tracked()) {
        rule.devices().stream().filter(name -> !name.equals(interfaceName)).forEach(names::add);
      }
    }
    return names;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String name;
    private final String interfaceName;
    private final VirtualRouterConfig config;
    private Transport transport;
    private Optional<HmacSettings> hmac = Optional.empty();
    private Optional<InetAddress> source = Optional.empty();
    private SocketUse socketUse = SocketUse.DEFAULT;
    private List<VirtualAddress> addresses;
    private List<VirtualAddress> excluded = List.of();
    private List<VirtualRoute> routes = List.of();
    private List<VirtualRule> rules = List.of();
    private boolean trackInterface = true;
    private List<Tracking> trackedInterfaces = List.of();
    private List<Tracking> tracked = List.of();
    private boolean promoteSecondaries;
    private Optional<UpperInterface> upper = Optional.empty();
    private List<VirtualMacOn> virtualMacs = List.of();
    private Refreshed refreshed = Refreshed.EVERY_OTHER;

    private Builder(String name, String interfaceName, VirtualRouterConfig config) {
      this.name = name;
      this.interfaceName = interfaceName;
      this.config = config;
      this.transport = new Transport.Multicast(config.protocol().family());
      this.addresses =
          config.addresses().stream().map(address -> VirtualAddress.of(address)).toList();
    }

    /**
     * Sets how advertisements travel.
     *
     * @param value multicast or unicast
     * @return this
     */
    public Builder transport(Transport value) {
      transport = value;
      return this;
    }

    /**
     * Has advertisements signed and judged by HMAC.
     *
     * @param value keys, mode and window
     * @return this
     */
    public Builder hmac(HmacSettings value) {
      hmac = Optional.of(value);
      return this;
    }

    /**
     * Sets the address to send from.
     *
     * @param value an address, by custom of this host
     * @return this
     */
    public Builder source(InetAddress value) {
      source = Optional.of(value);
      return this;
    }

    /**
     * Sets whether it is a fault that no interface has the address to send from.
     *
     * @param value true for keepalived's track_src_ip
     * @return this
     */
    public Builder trackSource(boolean value) {
      socketUse = socketUse.withTrackSource(value);
      return this;
    }

    /**
     * Sets how much of the socket's receive buffer is for this router at least.
     *
     * @param octets 0 to 16777216
     * @return this
     */
    public Builder receiveBuffer(int octets) {
      socketUse = socketUse.withReceiveBuffer(octets);
      return this;
    }

    /**
     * Sets where the addresses of the packet go.
     *
     * @param value the same addresses in the same order as in the configuration
     * @return this
     */
    public Builder addresses(List<VirtualAddress> value) {
      addresses = value;
      return this;
    }

    /**
     * Sets the addresses that are not in the packet.
     *
     * @param value IPv4 and IPv6 addresses
     * @return this
     */
    public Builder excluded(List<VirtualAddress> value) {
      excluded = value;
      return this;
    }

    /**
     * Sets the routes of a master.
     *
     * @param value in the order in which they are added
     * @return this
     */
    public Builder routes(List<VirtualRoute> value) {
      routes = value;
      return this;
    }

    /**
     * Sets the rules of policy routing of a master.
     *
     * @param value in the order in which they are added
     * @return this
     */
    public Builder rules(List<VirtualRule> value) {
      rules = value;
      return this;
    }

    /**
     * Sets whether the router goes to fault while its interface is down.
     *
     * @param value false for keepalived's dont_track_primary
     * @return this
     */
    public Builder trackInterface(boolean value) {
      trackInterface = value;
      return this;
    }

    /**
     * Sets further interfaces that are tracked.
     *
     * @param value their names, and what follows for the router
     * @return this
     */
    public Builder trackedInterfaces(List<Tracking> value) {
      trackedInterfaces = value;
      return this;
    }

    /**
     * Sets whether the interface keeps the other addresses of a subnet when it loses the first.
     *
     * @param value true for keepalived's promote_secondaries
     * @return this
     */
    public Builder promoteSecondaries(boolean value) {
      promoteSecondaries = value;
      return this;
    }

    /**
     * Gives the virtual router a hardware address of its own.
     *
     * @param value the address and its interface
     * @return this
     */
    public Builder virtualMac(VirtualMac value) {
      upper = Optional.of(value);
      return this;
    }

    /**
     * Has advertisements leave by an interface with an address of its own.
     *
     * @param value the ipvlan, in the place of a hardware address of its own
     * @return this
     */
    public Builder ipvlan(Ipvlan value) {
      upper = Optional.of(value);
      return this;
    }

    /**
     * Gives the virtual router its hardware address on further interfaces, too.
     *
     * @param value the interfaces that are made, for addresses that name them
     * @return this
     */
    public Builder virtualMacs(List<VirtualMacOn> value) {
      virtualMacs = value;
      return this;
    }

    /**
     * Sets where {@link io.github.jlvs.vrrp.GratuitousArp#elsewhere} sends its frames.
     *
     * @param value the interfaces
     * @return this
     */
    public Builder refreshed(Refreshed value) {
      refreshed = value;
      return this;
    }

    /**
     * Sets what else is tracked.
     *
     * @param value the names that it is reported under, and what follows for the router
     * @return this
     */
    public Builder tracked(List<Tracking> value) {
      tracked = value;
      return this;
    }

    /**
     * Makes the setup.
     *
     * @return the setup
     * @throws IllegalArgumentException when the lists of addresses do not agree
     */
    public RouterSetup build() {
      return new RouterSetup(
          name,
          interfaceName,
          config,
          transport,
          hmac,
          source,
          socketUse,
          addresses,
          excluded,
          routes,
          rules,
          trackInterface,
          trackedInterfaces,
          tracked,
          promoteSecondaries,
          upper,
          virtualMacs,
          refreshed);
    }
  }
}
