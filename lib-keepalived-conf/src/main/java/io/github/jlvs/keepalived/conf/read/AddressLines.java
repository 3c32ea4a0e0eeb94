// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the lines of {@code virtual_ipaddress} and {@code virtual_ipaddress_excluded}, or of {@code
 * static_ipaddress}.
 */
final class AddressLines {
  /** What a line is, for the documentation. */
  static final String LINE =
      "an address with its prefix length; brd, dev, scope, label, peer, preferred_lft, home, -nodad,"
          + " mngtmpaddr, noprefixroute, autojoin, no_track";

  /** The same for an address of a virtual router. */
  static final String VIRTUAL_LINE = LINE + ", use_vmac";

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final String standardInterface;
  private final boolean isStatic;
  private final Map<String, Position> seen = new HashMap<>();

  private final Map<InetAddress, Position> withMac = new HashMap<>();

  /** The groups that track static addresses, with the interface of each. */
  private final List<Tracked> tracked = new ArrayList<>();

  /**
   * A group of virtual routers that goes to fault with the interface of a static address.
   *
   * @param group its name, where it stands
   * @param device the interface
   */
  record Tracked(Word group, Optional<String> device) {}

  private AddressLines(ReaderContext context, String standardInterface, boolean isStatic) {
    this.context = context;
    this.diagnostics = context.diagnostics();
    this.standardInterface = standardInterface;
    this.isStatic = isStatic;
  }

  /** Those of a virtual router: what names no interface goes to the router's. */
  static AddressLines ofInstance(ReaderContext context, String itsInterface) {
    return new AddressLines(context, itsInterface, false);
  }

  /** Those of the host: what names no interface goes to that one, with a warning. */
  static AddressLines ofHost(ReaderContext context, String standardInterface) {
    return new AddressLines(context, standardInterface, true);
  }

  List<VirtualAddress> read(List<Statement> lines) {
    List<VirtualAddress> addresses = new ArrayList<>();
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, diagnostics);
      AddressLine read = new AddressLine(context, line, isStatic);
      read.finish(device(read.device(), line))
          .filter(address -> isFirst(address, line.position()))
          .ifPresent(
              address -> {
                addresses.add(address);
                read.useVmac().ifPresent(at -> withMac.put(address.address(), at));
                read.trackGroup()
                    .ifPresent(group -> tracked.add(new Tracked(group, address.device())));
              });
    }
    return addresses;
  }

  /** Those that have the virtual MAC address, with where that is said. */
  Map<InetAddress, Position> withMac() {
    return withMac;
  }

  List<Tracked> tracked() {
    return tracked;
  }

  private Optional<String> device(Optional<String> written, Statement line) {
    if (!isStatic) {
      return written.filter(name -> !name.equals(standardInterface));
    }
    if (written.isEmpty()) {
      diagnostics.warning(
          line.position(),
          "this static address names no interface: it goes to "
              + Quoted.quote(standardInterface)
              + ", as keepalived has it (write 'dev INTERFACE')");
    }
    return written.isPresent() ? written : Optional.of(standardInterface);
  }

  /** An advertisement with one address twice is refused by the peer whose file has it once. */
  private boolean isFirst(VirtualAddress address, Position at) {
    String text = IpAddresses.format(address.address());
    // A host may have one address on two interfaces; an advertisement has it once.
    String place = isStatic ? text + " " + address.device().orElse("") : text;
    Optional<Position> before = Optional.ofNullable(seen.putIfAbsent(place, at));
    before.ifPresent(
        first ->
            diagnostics.warning(
                at,
                Quoted.quote(text)
                    + " stands on "
                    + first.seenFrom(at)
                    + " already: this line is ignored"));
    return before.isEmpty();
  }
}
