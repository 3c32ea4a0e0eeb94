// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.PrefixValue;
import io.github.jlvs.keepalived.conf.route.IpNames;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Lifetime;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a line with an address. */
final class AddressLine {
  private static final int LONGEST_LABEL = 15;
  private static final int IPV6_HOST = 128;
  private static final String NO_TRACK = "no_track";
  private static final String NO_NODAD = "-nodad";
  private static final String TRACK_GROUP = "track_group";
  private static final String USE_VMAC = "use_vmac";
  private static final List<String> WITH_VALUE =
      List.of("brd", "broadcast", "dev", "scope", "label", "peer", "preferred_lft", TRACK_GROUP);

  /** Of an IPv6 address alone. */
  private static final Map<String, Integer> IPV6_FLAGS =
      Map.of("home", IfAddress.IFA_F_HOMEADDRESS, "mngtmpaddr", IfAddress.IFA_F_MANAGETEMPADDR);

  private static final Map<String, Integer> FLAGS =
      Map.of(
          "noprefixroute", IfAddress.IFA_F_NOPREFIXROUTE, "autojoin", IfAddress.IFA_F_MCAUTOJOIN);

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final Statement line;
  private final boolean isStatic;
  private final Optional<Prefix> prefix;
  private final Map<String, Word> given = new HashMap<>();
  private Optional<InetAddress> broadcast = Optional.empty();
  private Optional<InetAddress> peer = Optional.empty();
  private Optional<String> label = Optional.empty();
  private Optional<String> device = Optional.empty();
  private Optional<Long> preferred = Optional.empty();
  private Optional<Word> trackGroup = Optional.empty();
  private int scope;

  AddressLine(ReaderContext context, Statement line, boolean isStatic) {
    this.context = context;
    this.diagnostics = context.diagnostics();
    this.line = line;
    this.isStatic = isStatic;
    this.prefix = context.read(new PrefixValue(), line.keyword());
    for (Iterator<Word> words = line.arguments().iterator(); words.hasNext(); ) {
      option(words.next(), words);
    }
  }

  Optional<String> device() {
    return device;
  }

  /** Where it says that the address has the virtual MAC address. */
  Optional<Position> useVmac() {
    return Optional.ofNullable(given.get(USE_VMAC)).map(Word::position);
  }

  Optional<Word> trackGroup() {
    return trackGroup;
  }

  /** The address on that interface; empty is the virtual router's own. */
  Optional<VirtualAddress> finish(Optional<String> on) {
    checkFamily();
    return prefix.map(
        read ->
            new VirtualAddress(
                read.address(),
                peer.isPresent() ? read.family().bits() : read.length(),
                on,
                label,
                scope,
                broadcast,
                peer,
                flags(read),
                lifetime(read),
                !given.containsKey(NO_TRACK)));
  }

  private void option(Word option, Iterator<Word> words) {
    String text = option.text();
    if (WITH_VALUE.contains(text) && !(text.equals(TRACK_GROUP) && !isStatic)) {
      if (!words.hasNext()) {
        diagnostics.error(option.position(), Quoted.quote(text) + " needs a value after it");
        return;
      }
      given.put(text, option);
      value(text, words.next());
    } else if (FLAGS.containsKey(text)
        || IPV6_FLAGS.containsKey(text)
        || text.equals(NO_TRACK)
        || text.equals(NO_NODAD)
        || (text.equals(USE_VMAC) && !isStatic)) {
      given.put(text, option);
    } else if (text.equals(TRACK_GROUP)) {
      diagnostics.error(
          option.position(),
          "'track_group' is for static addresses: a virtual address is tracked by its instance");
      words.forEachRemaining(rest -> {});
    } else {
      unknown(option);
      // What follows a word that is unknown would be a second message for one fault.
      words.forEachRemaining(rest -> {});
    }
  }

  private void value(String option, Word value) {
    switch (option) {
      case "brd", "broadcast" -> broadcast = broadcast(value);
      case "dev" -> device = context.read(new InterfaceValue(), value);
      case "label" -> label = label(value);
      case "scope" ->
          scope =
              context
                  .names()
                  .number(IpNames.Kind.SCOPE, value, context.words())
                  .orElse(0L)
                  .intValue();
      case "peer" -> peer = peer(value);
      case "preferred_lft" -> preferred = preferred(value);
      case TRACK_GROUP -> trackGroup = Optional.of(value);
      default -> throw new IllegalStateException("nothing reads the option " + option);
    }
  }

  private void unknown(Word option) {
    List<String> all = new ArrayList<>(WITH_VALUE);
    all.addAll(FLAGS.keySet());
    all.addAll(IPV6_FLAGS.keySet());
    all.addAll(List.of(NO_TRACK, NO_NODAD, USE_VMAC));
    String one =
        IpAddresses.parse(option.text()).isPresent()
            ? ": each address has its own line"
            : Suggestion.hint(option.text(), all);
    diagnostics.error(
        option.position(), Quoted.quote(option.text()) + " is not an option of an address" + one);
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

  private Optional<InetAddress> broadcast(Word word) {
    if (word.text().equals("+") || word.text().equals("-")) {
      return prefix
          .filter(p -> p.family() == AddressFamily.IPV4)
          .map(p -> word.text().equals("+") ? p.last() : p.network());
    }
    Optional<InetAddress> read = context.read(new AddressValue(), word);
    boolean ipv6 =
        read.map(AddressFamily::of).filter(AddressFamily.IPV6::equals).isPresent() || isIpv6();
    if (read.isPresent() && ipv6) {
      diagnostics.error(
          word.position(),
          Quoted.quote(word.text())
              + " cannot be a broadcast address here: only an IPv4 address has one, of IPv4");
    }
    return read;
  }

  /** keepalived leaves the address out, or the peer, and says so in its log. */
  private Optional<InetAddress> peer(Word word) {
    Optional<InetAddress> read = context.read(new AddressValue(), word);
    if (read.isPresent()
        && prefix.isPresent()
        && AddressFamily.of(read.get()) != prefix.get().family()) {
      diagnostics.error(
          word.position(),
          Quoted.quote(word.text()) + " is of another address family than the address");
      return Optional.empty();
    }
    return read;
  }

  private Optional<Long> preferred(Word word) {
    return word.text().equals("forever")
        ? Optional.of(Lifetime.FOREVER_SECONDS)
        : context.read(new NumberValue("preferred_lft", 0, Lifetime.FOREVER_SECONDS), word);
  }

  private boolean isIpv6() {
    return prefix.map(Prefix::family).filter(AddressFamily.IPV6::equals).isPresent();
  }

  /** Says what has no effect, or could not be placed. */
  private void checkFamily() {
    if (prefix.isEmpty()) {
      return;
    }
    if (isIpv6()) {
      withoutEffect("scope", "an IPv6 address has the scope of its kind");
      withoutEffect("label", "an IPv6 address has no label");
      scope = 0;
      label = Optional.empty();
    } else {
      IPV6_FLAGS.keySet().forEach(flag -> withoutEffect(flag, "it is for IPv6 addresses"));
      withoutEffect(NO_NODAD, "it is for IPv6 addresses");
      withoutEffect("preferred_lft", "it is for IPv6 addresses");
    }
    if (peer.isPresent() && line.name().indexOf('/') >= 0) {
      diagnostics.warning(
          line.position(),
          "the prefix length is ignored, as keepalived does: with a peer the address is for one"
              + " host");
    }
    Word autojoin = given.get("autojoin");
    if (autojoin != null && !prefix.get().address().isMulticastAddress()) {
      diagnostics.error(
          autojoin.position(), "'autojoin' is for multicast addresses: the kernel refuses others");
    }
  }

  private void withoutEffect(String option, String why) {
    Word at = given.get(option);
    if (at != null) {
      diagnostics.warning(
          at.position(), Quoted.quote(option) + " is ignored, as keepalived does: " + why);
    }
  }

  /** A master takes over from another one, whose address is no duplicate. */
  private int flags(Prefix read) {
    int flags = 0;
    for (Map.Entry<String, Integer> flag : FLAGS.entrySet()) {
      flags |= given.containsKey(flag.getKey()) ? flag.getValue() : 0;
    }
    if (read.family() == AddressFamily.IPV6) {
      for (Map.Entry<String, Integer> flag : IPV6_FLAGS.entrySet()) {
        flags |= given.containsKey(flag.getKey()) ? flag.getValue() : 0;
      }
      flags |= given.containsKey(NO_NODAD) ? 0 : IfAddress.IFA_F_NODAD;
    }
    return flags;
  }

  /** keepalived has an IPv6 address for one host not be sent from, unless it says otherwise. */
  private Lifetime lifetime(Prefix read) {
    if (read.family() == AddressFamily.IPV4) {
      return Lifetime.FOREVER;
    }
    boolean host = peer.isPresent() || read.length() == IPV6_HOST;
    long seconds = preferred.orElse(host ? 0L : Lifetime.FOREVER_SECONDS);
    return new Lifetime(Lifetime.FOREVER_SECONDS, seconds);
  }
}
