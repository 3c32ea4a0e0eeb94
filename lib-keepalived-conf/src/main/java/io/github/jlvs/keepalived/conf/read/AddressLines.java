// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;

import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.PrefixValue;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of {@code virtual_ipaddress} and {@code virtual_ipaddress_excluded}. */
final class AddressLines {
  private static final Map<String, Integer> SCOPES =
      Map.of("global", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);
  private static final int LONGEST_LABEL = 15;
  private static final List<String> OPTIONS = List.of("brd", "broadcast", "dev", "scope", "label");
  private static final Map<String, String> UNSUPPORTED_FLAGS =
      Map.of(
          "use_vmac", "the address has the hardware address of the interface",
          "home", "the address is no home address (of mobile IPv6)",
          "-nodad", "the kernel looks for a duplicate of an IPv6 address as always",
          "mngtmpaddr", "no temporary addresses are made from it",
          "noprefixroute", "the kernel makes a route for its prefix",
          "autojoin", "no multicast group is joined");
  private static final String NO_TRACK = "no_track";
  private static final Map<String, String> UNSUPPORTED_WITH_VALUE =
      Map.of(
          "peer", "the address is no end of a point-to-point link",
          "preferred_lft", "the address is preferred for ever");

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final String instanceInterface;
  private final Map<InetAddress, Position> seen = new HashMap<>();

  AddressLines(ReaderContext context, String instanceInterface) {
    this.context = context;
    this.diagnostics = context.diagnostics();
    this.instanceInterface = instanceInterface;
  }

  List<VirtualAddress> read(List<Statement> lines) {
    List<VirtualAddress> addresses = new ArrayList<>();
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, diagnostics);
      readLine(line).ifPresent(addresses::add);
    }
    return addresses;
  }

  private Optional<VirtualAddress> readLine(Statement line) {
    Optional<Prefix> prefix = context.read(new PrefixValue(), line.keyword());
    Optional<InetAddress> broadcast = Optional.empty();
    Optional<String> label = Optional.empty();
    Optional<String> device = Optional.empty();
    int scope = 0;
    boolean tracked = true;
    for (Iterator<Word> words = line.arguments().iterator(); words.hasNext(); ) {
      Word option = words.next();
      boolean takesValue =
          OPTIONS.contains(option.text()) || UNSUPPORTED_WITH_VALUE.containsKey(option.text());
      if (option.text().equals(NO_TRACK)) {
        tracked = false;
        continue;
      }
      if (!takesValue) {
        flag(option);
        continue;
      }
      if (!words.hasNext()) {
        diagnostics.error(
            option.position(), Quoted.quote(option.text()) + " needs a value after it");
        break;
      }
      Word value = words.next();
      switch (option.text()) {
        case "brd", "broadcast" -> broadcast = broadcast(value, prefix);
        case "dev" -> device = context.read(new InterfaceValue(), value);
        case "label" -> label = label(value);
        case "scope" -> scope = scope(value);
        default -> notSupported(option, UNSUPPORTED_WITH_VALUE);
      }
    }
    Optional<InetAddress> brd = broadcast;
    Optional<String> lbl = label;
    Optional<String> dev = device.filter(name -> !name.equals(instanceInterface));
    int scp = scope;
    boolean trk = tracked;
    return prefix
        .filter(p -> isFirst(p.address(), line.position()))
        .map(
            p ->
                new VirtualAddress(
                    p.address(), p.length(), dev, lbl, scp, brd, Optional.empty(), 0, trk));
  }

  /** An advertisement with one address twice is refused by the peer whose file has it once. */
  private boolean isFirst(InetAddress address, Position at) {
    Optional<Position> before = Optional.ofNullable(seen.putIfAbsent(address, at));
    before.ifPresent(
        first ->
            diagnostics.warning(
                at,
                Quoted.quote(address.getHostAddress())
                    + " stands on "
                    + first.seenFrom(at)
                    + " already: this line is ignored"));
    return before.isEmpty();
  }

  private Optional<String> label(Word word) {
    if (word.text().getBytes(StandardCharsets.UTF_8).length > LONGEST_LABEL) {
      // keepalived leaves the address out, and the other director would advertise another list.
      diagnostics.error(
          word.position(),
          Quoted.quote(word.text()) + " is too long for a label, which has at most 15 bytes");
      return Optional.empty();
    }
    return Optional.of(word.text());
  }

  private void flag(Word option) {
    if (UNSUPPORTED_FLAGS.containsKey(option.text())) {
      notSupported(option, UNSUPPORTED_FLAGS);
      return;
    }
    List<String> all = new ArrayList<>(OPTIONS);
    all.add(NO_TRACK);
    all.addAll(UNSUPPORTED_FLAGS.keySet());
    all.addAll(UNSUPPORTED_WITH_VALUE.keySet());
    String one =
        IpAddresses.parse(option.text()).isPresent()
            ? ": each address has its own line"
            : Suggestion.hint(option.text(), all);
    diagnostics.error(
        option.position(), Quoted.quote(option.text()) + " is not an option of an address" + one);
  }

  private void notSupported(Word option, Map<String, String> consequences) {
    String name = option.text();
    context
        .unsupported()
        .option(option.position(), name, consequences.getOrDefault(name, "nothing is done"));
  }

  private Optional<InetAddress> broadcast(Word word, Optional<Prefix> prefix) {
    if (word.text().equals("+") || word.text().equals("-")) {
      return prefix
          .filter(p -> p.family() == AddressFamily.IPV4)
          .map(p -> word.text().equals("+") ? p.last() : p.network());
    }
    Optional<InetAddress> broadcast = context.read(new AddressValue(), word);
    boolean ipv6 =
        broadcast.map(AddressFamily::of).filter(AddressFamily.IPV6::equals).isPresent()
            || prefix.map(Prefix::family).filter(AddressFamily.IPV6::equals).isPresent();
    if (broadcast.isPresent() && ipv6) {
      diagnostics.error(
          word.position(),
          Quoted.quote(word.text())
              + " cannot be a broadcast address here: only an IPv4 address has one, of IPv4");
    }
    return broadcast;
  }

  private int scope(Word word) {
    if (SCOPES.containsKey(word.text())) {
      return SCOPES.getOrDefault(word.text(), 0);
    }
    if (word.text().matches("[0-9]+")) {
      return context.read(NumberValue.integer("scope", 0, 255), word).orElse(0);
    }
    context.words().unknown(word, "a scope", SCOPES.keySet().stream().sorted().toList());
    return 0;
  }
}
