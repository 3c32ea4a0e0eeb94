// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.Ipvlan;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.linux.VirtualMac;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which interfaces of its own a virtual router has, and with which addresses. */
final class VirtualMacReader {
  private static final Pattern OCTETS = Pattern.compile("\\p{XDigit}{1,2}(:\\p{XDigit}{1,2}){4,5}");
  private static final int ADDRESS_LENGTH = 6;

  /** Linux makes no macvlan and no ipvlan above it. */
  static final String LOOPBACK = "lo";

  static final Keywords<VirtualMacReader> KEYWORDS =
      Keywords.<VirtualMacReader>none()
          .on(
              keyword(
                      "use_vmac",
                      Located.line(
                          Argument.of(
                              "an interface to be made, after `name` or not; a hardware address of"
                                  + " 6 octets or of 5 (the last is the VRID); `netlink_notify_msg`;"
                                  + " any, or none of them",
                              VirtualMacReader::read)))
                  .byDefault(Standard.inWords("the hardware address of `interface`"))
                  .says("The virtual router has a hardware address of its own"),
              (reader, wish) -> reader.wish = Optional.of(wish))
          .on(
              keyword("use_vmac_addr", presence())
                  .byDefault("off")
                  .says("Addresses that are not on `interface` have that hardware address as well"),
              (reader, at) -> reader.everywhere = Optional.of(at))
          .on(
              keyword("vmac_xmit_base", presence())
                  .says("Advertisements have the hardware address of `interface` all the same"),
              (reader, at) -> reader.transmitOnBase = Optional.of(at))
          .on(
              keyword("use_ipvlan", Located.line(IpvlanArgument.ARGUMENT))
                  .byDefault(Standard.inWords("`interface` itself"))
                  .says("Advertisements leave by an interface with an address of its own"),
              (reader, wish) -> reader.ipvlan = Optional.of(wish));

  private final Diagnostics diagnostics;
  private final VirtualMacNames names;
  private Optional<Located<Wish>> wish = Optional.empty();
  private Optional<Position> transmitOnBase = Optional.empty();
  private Optional<VirtualMac> virtualMac = Optional.empty();
  private Optional<Located<IpvlanArgument>> ipvlan = Optional.empty();
  private Optional<Position> everywhere = Optional.empty();

  /**
   * What stands after {@code use_vmac}.
   *
   * @param octets of a hardware address: five, six, or none where none is given
   */
  private record Wish(Optional<String> name, List<Integer> octets) {}

  VirtualMacReader(Diagnostics diagnostics, VirtualMacNames names) {
    this.diagnostics = diagnostics;
    this.names = names;
  }

  /**
   * Adds what was read.
   *
   * @param own the interface of the virtual router
   * @param config its VRID and family
   * @param unicast whether it has peers: what is sent to them leaves where the host's routes lead
   */
  RouterSetup.Builder addTo(
      RouterSetup.Builder router,
      String own,
      VirtualRouterConfig config,
      boolean unicast,
      boolean strict) {
    int vrid = config.vrid();
    if (ipvlan.isPresent()) {
      return addIpvlan(router, own, config, ipvlan.get());
    }
    if (wish.isEmpty()) {
      transmitOnBase.ifPresent(
          at ->
              diagnostics.warning(
                  at, "'vmac_xmit_base' is without effect here: there is no 'use_vmac' beside it"));
      return router;
    }
    Position at = wish.get().position();
    Optional<String> name = wish.get().value().name();
    if (isImpossible("use_vmac", name, own, at)) {
      return router;
    }
    AddressFamily family = config.protocol().family();
    VirtualMac mac =
        mac(family, vrid)
            .withName(name.map(names::take).orElseGet(() -> names.free(family, vrid)))
            .withTransmitOnBase(transmitsOnBase(at, unicast, strict));
    virtualMac = Optional.of(mac);
    return router.virtualMac(mac);
  }

  private RouterSetup.Builder addIpvlan(
      RouterSetup.Builder router,
      String own,
      VirtualRouterConfig config,
      Located<IpvlanArgument> located) {
    Position at = located.position();
    IpvlanArgument wanted = located.value();
    AddressFamily family = config.protocol().family();
    transmitOnBase.ifPresent(
        where ->
            diagnostics.warning(
                where, "'vmac_xmit_base' is without effect here: it is for 'use_vmac'"));
    if (wish.isPresent()) {
      diagnostics.error(
          at,
          "'use_ipvlan' cannot be beside 'use_vmac': above one interface Linux has macvlans or"
              + " ipvlans (take one of the two out)");
      return router;
    }
    if (wanted.address().isEmpty() && family == AddressFamily.IPV4) {
      diagnostics.error(
          at,
          "'use_ipvlan' needs an address that advertisements come from, such as 'use_ipvlan"
              + " 10.0.0.7/24': only for IPv6 the kernel gives the interface one");
      return router;
    }
    Optional<InetAddress> virtual =
        wanted.address().map(Prefix::address).filter(config.addresses()::contains);
    if (virtual.isPresent()) {
      diagnostics.error(
          at,
          "'use_ipvlan' needs an address of its own, which is there whoever is master: "
              + Quoted.quote(IpAddresses.format(virtual.get()))
              + " is a virtual one");
      return router;
    }
    if (isImpossible("use_ipvlan", wanted.name(), own, at)
        || wanted.address().filter(address -> address.family() != family).isPresent()) {
      return router;
    }
    String name = wanted.name().map(names::take).orElseGet(() -> names.free(family, config.vrid()));
    return router.ipvlan(new Ipvlan(name, family, wanted.address(), wanted.flags()));
  }

  /** Whether no interface can be made on the own one, which an error says. */
  private boolean isImpossible(String keyword, Optional<String> name, String own, Position at) {
    boolean same = name.filter(own::equals).isPresent();
    boolean loopback = own.equals(LOOPBACK);
    if (same) {
      diagnostics.error(
          at,
          Quoted.quote(keyword)
              + " makes an interface: it needs another name than "
              + Quoted.quote(own)
              + ", on which it is made");
    } else if (loopback) {
      sayOnLoopback(keyword, at);
    }
    return same || loopback;
  }

  private void sayOnLoopback(String keyword, Position at) {
    diagnostics.error(
        at,
        Quoted.quote(keyword)
            + " needs an interface with a hardware address, which "
            + Quoted.quote(LOOPBACK)
            + " has not");
  }

  /** The address that the ipvlan has, and advertisements come from. */
  Optional<Located<InetAddress>> ipvlanAddress() {
    return ipvlan.flatMap(
        each ->
            each.value().address().map(prefix -> new Located<>(prefix.address(), each.position())));
  }

  /**
   * Adds the addresses, those with the virtual MAC address on the interfaces that have it: one for
   * each interface below and hardware address.
   *
   * @param withMac the addresses that ask for it themselves, with where they do
   */
  RouterSetup.Builder place(
      RouterSetup.Builder router,
      String own,
      VirtualRouterConfig config,
      List<VirtualAddress> advertised,
      List<VirtualAddress> excluded,
      Map<InetAddress, Position> withMac) {
    VirtualMacAddresses addresses =
        new VirtualMacAddresses(
            own,
            config.protocol().family(),
            virtualMac,
            everywhere.isEmpty(),
            family -> mac(family, config.vrid()),
            family -> names.freeElsewhere(family, config.vrid()));
    List<VirtualAddress> placed = addresses.place(advertised, each -> hasMac(each, withMac));
    List<VirtualAddress> placedToo = addresses.place(excluded, each -> hasMac(each, withMac));
    for (VirtualAddress each : addresses.onLoopback()) {
      Optional.ofNullable(withMac.get(each.address()))
          .ifPresentOrElse(
              at -> sayOnLoopback("use_vmac", at),
              () -> everywhere.ifPresent(at -> sayOnLoopback("use_vmac_addr", at)));
    }
    return router.addresses(placed).excluded(placedToo).virtualMacs(addresses.made());
  }

  private VirtualMacAddresses.Wish hasMac(
      VirtualAddress address, Map<InetAddress, Position> withMac) {
    if (withMac.containsKey(address.address())) {
      return VirtualMacAddresses.Wish.ITS_OWN;
    }
    return everywhere.isPresent()
        ? VirtualMacAddresses.Wish.ELSEWHERE
        : VirtualMacAddresses.Wish.NONE;
  }

  /** With the address that is given, or that of the RFCs. */
  private VirtualMac mac(AddressFamily family, int vrid) {
    VirtualMac standard = VirtualMac.of(family, vrid);
    return address(vrid).map(standard::withAddress).orElse(standard);
  }

  private Optional<HardwareAddress> address(int vrid) {
    List<Integer> octets = wish.map(each -> each.value().octets()).orElse(List.of());
    if (octets.isEmpty()) {
      return Optional.empty();
    }
    byte[] address = new byte[ADDRESS_LENGTH];
    for (int i = 0; i < ADDRESS_LENGTH; i++) {
      address[i] = (byte) (i < octets.size() ? octets.get(i) : vrid);
    }
    return Optional.of(new HardwareAddress(address));
  }

  private boolean transmitsOnBase(Position at, boolean unicast, boolean strict) {
    if (unicast) {
      if (transmitOnBase.isEmpty()) {
        diagnostics.warning(
            at,
            "advertisements to peers have the hardware address of the interface that leads to"
                + " them, as in keepalived (write 'vmac_xmit_base' to say that this is meant)");
      }
      return true;
    }
    if (strict && transmitOnBase.isPresent()) {
      diagnostics.warning(
          transmitOnBase.get(),
          "strict mode has advertisements come from the virtual MAC address: 'vmac_xmit_base' is"
              + " ignored, as in keepalived");
      return false;
    }
    return transmitOnBase.isPresent();
  }

  private static Wish read(Statement statement, Words words) {
    Optional<String> name = Optional.empty();
    List<Integer> octets = List.of();
    boolean addressed = false;
    UpperWords given = new UpperWords(statement, words);
    for (Word word : given.rest()) {
      if (addressed && (name.isPresent() || given.name().isPresent())) {
        words.unexpected(statement, word);
      } else if (word.text().indexOf(':') >= 0 || name.isPresent() || given.name().isPresent()) {
        octets = octets(word, words);
        addressed = true;
      } else {
        name = new InterfaceValue().read(word, words);
      }
    }
    return new Wish(given.name().isPresent() ? given.name() : name, octets);
  }

  private static List<Integer> octets(Word word, Words words) {
    if (!OCTETS.matcher(word.text()).matches()) {
      words.wrong(
          word,
          Quoted.quote(word.text())
              + " is not a hardware address: six octets, such as 02:00:00:00:00:33, or the first"
              + " five, to which the VRID is added");
      return List.of();
    }
    List<Integer> octets =
        List.of(word.text().split(":")).stream().map(each -> Integer.parseInt(each, 16)).toList();
    boolean group = (octets.get(0) & 1) != 0;
    boolean whole = octets.size() == ADDRESS_LENGTH;
    if (group || (whole && octets.stream().allMatch(each -> each == 0))) {
      words.wrong(word, Quoted.quote(word.text()) + " is not the hardware address of one station");
      return List.of();
    }
    return octets;
  }
}
