// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
 * @param virtualMac the hardware address of the virtual router, on an interface of its own that
 *     takes the addresses of its family that are meant for {@code interfaceName}; empty for that of
 *     {@code interfaceName}
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
    Optional<VirtualMac> virtualMac) {

  /**
   * Checks that both lists of addresses agree, and copies the lists.
   *
   * @throws IllegalArgumentException when they do not, when there are keys beside a password, when
   *     peers, group, source or virtual MAC are of another family than the protocol, or when
   *     multicast over IPv6 is to come from an address that is not link-local
   */
  public RouterSetup {
    addresses = List.copyOf(addresses);
    excluded = List.copyOf(excluded);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    trackedInterfaces = List.copyOf(trackedInterfaces);
    tracked = List.copyOf(tracked);
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
    requireFamily(name, config, transport, source);
    if (hmac.isPresent() && config.authentication().type() != 0) {
      throw new IllegalArgumentException(
          "virtual router " + name + " has a password and HMAC keys: a password says nothing more");
    }
    if (virtualMac.filter(mac -> mac.family() != config.protocol().family()).isPresent()) {
      throw new IllegalArgumentException(
          "virtual router "
              + name
              + ": its virtual MAC address is for another family than "
              + config.protocol());
    }
  }

  private static void requireFamily(
      String name, VirtualRouterConfig config, Transport transport, Optional<InetAddress> source) {
    Protocol protocol = config.protocol();
    source.ifPresent(address -> requireFamily(name, "source address", address, protocol));
    if (transport instanceof Transport.Multicast multicast) {
      requireFamily(name, "multicast group", multicast.group(), protocol);
      if (protocol.family() == AddressFamily.IPV6
          && source.filter(address -> !address.isLinkLocalAddress()).isPresent()) {
        throw new IllegalArgumentException(
            "virtual router "
                + name
                + ": source address "
                + IpAddresses.format(source.get())
                + " is no link-local one, and no peer takes multicast from it (RFC 9568 section"
                + " 5.1.2.1)");
      }
    } else if (transport instanceof Transport.Unicast unicast) {
      for (Transport.Peer peer : unicast.peers()) {
        requireFamily(name, "unicast peer", peer.address(), protocol);
      }
    } else {
      throw new IllegalStateException("not known whom this transport speaks to: " + transport);
    }
  }

  private static void requireFamily(
      String name, String what, InetAddress address, Protocol protocol) {
    if (AddressFamily.of(address) != protocol.family()) {
      throw new IllegalArgumentException(
          "virtual router "
              + name
              + ": "
              + what
              + " "
              + IpAddresses.format(address)
              + " is of another family than "
              + protocol);
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
    return deviceOf(address, interfaceName, virtualMac);
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
   * Whether advertisements come from the virtual MAC address: unicast never does.
   *
   * @return false for the hardware address of the interface that they leave by
   */
  public boolean sendsByVirtualMac() {
    return transport instanceof Transport.Multicast
        && virtualMac.filter(mac -> !mac.transmitOnBase()).isPresent();
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
        address.device().filter(name -> !name.equals(interfaceName)).ifPresent(names::add);
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
    private Optional<VirtualMac> virtualMac = Optional.empty();

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
      virtualMac = Optional.of(value);
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
          virtualMac);
    }
  }
}
