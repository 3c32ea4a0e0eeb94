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
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualMac;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads whether a virtual router has a hardware address of its own, and on which interface. */
final class VirtualMacReader {
  private static final Pattern OCTETS = Pattern.compile("\\p{XDigit}{1,2}(:\\p{XDigit}{1,2}){4,5}");
  private static final int ARGUMENTS = 2;
  private static final int ADDRESS_LENGTH = 6;

  static final Keywords<VirtualMacReader> KEYWORDS =
      Keywords.<VirtualMacReader>none()
          .on(
              keyword(
                      "use_vmac",
                      Located.line(
                          Argument.of(
                              "an interface to be made, a hardware address of 6 octets or of 5 (the"
                                  + " last is the VRID); both, one or none",
                              VirtualMacReader::read)))
                  .byDefault(Standard.inWords("the hardware address of `interface`"))
                  .says("The virtual router has a hardware address of its own"),
              (reader, wish) -> reader.wish = Optional.of(wish))
          .on(
              keyword("vmac_xmit_base", presence())
                  .says("Advertisements have the hardware address of `interface` all the same"),
              (reader, at) -> reader.transmitOnBase = Optional.of(at));

  private final Diagnostics diagnostics;
  private final VirtualMacNames names;
  private Optional<Located<Wish>> wish = Optional.empty();
  private Optional<Position> transmitOnBase = Optional.empty();

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
    if (wish.isEmpty()) {
      transmitOnBase.ifPresent(
          at ->
              diagnostics.warning(
                  at, "'vmac_xmit_base' is without effect here: there is no 'use_vmac' beside it"));
      return router;
    }
    Position at = wish.get().position();
    Optional<String> name = wish.get().value().name();
    if (name.filter(own::equals).isPresent()) {
      diagnostics.error(
          at,
          "'use_vmac' makes an interface: it needs another name than "
              + Quoted.quote(own)
              + ", on which it is made");
      return router;
    }
    VirtualMac standard = VirtualMac.of(config.protocol().family(), vrid);
    VirtualMac named =
        name.map(given -> standard.withName(names.take(given)))
            .orElseGet(() -> standard.withName(names.free(vrid)));
    return router.virtualMac(
        address(vrid)
            .map(named::withAddress)
            .orElse(named)
            .withTransmitOnBase(transmitsOnBase(at, unicast, strict)));
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
    words.atMost(statement, ARGUMENTS);
    Optional<String> name = Optional.empty();
    List<Integer> octets = List.of();
    for (Word word : statement.arguments().stream().limit(ARGUMENTS).toList()) {
      if (word.text().indexOf(':') >= 0 || name.isPresent()) {
        octets = octets(word, words);
      } else {
        name = new InterfaceValue().read(word, words);
      }
    }
    return new Wish(name, octets);
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
