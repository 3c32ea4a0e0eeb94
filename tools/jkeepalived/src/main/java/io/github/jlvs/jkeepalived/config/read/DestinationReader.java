// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.VirtualAddress;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads where the advertisements of a virtual router come from and go to. */
final class DestinationReader {
  private final ValueParser values;
  private final Diagnostics diagnostics;
  private final List<Located<InetAddress>> peers = new ArrayList<>();
  private Optional<Located<InetAddress>> unicastSource = Optional.empty();
  private Optional<InetAddress> multicastSource = Optional.empty();
  private Optional<InetAddress> multicastGroup = Optional.empty();

  DestinationReader(ValueParser values) {
    this.values = values;
    this.diagnostics = values.diagnostics();
  }

  void handle(BlockReader block) {
    block
        .on("unicast_src_ip", s -> unicastSource = source(s))
        .on("mcast_src_ip", s -> multicastSource = source(s).map(Located::value))
        .on("mcast_dst_ip", s -> multicastGroup = group(s, values))
        .onEach("unicast_peer", this::peers);
  }

  List<InetAddress> peers() {
    return peers.stream().map(Located::value).toList();
  }

  Optional<InetAddress> source() {
    return unicastSource.map(Located::value).or(() -> multicastSource);
  }

  InetAddress multicastGroup(InetAddress otherwise) {
    return multicastGroup.orElse(otherwise);
  }

  /** Looks at how it goes together. */
  void check(List<VirtualAddress> addresses) {
    if (unicastSource.isPresent() && peers.isEmpty()) {
      diagnostics.warning(
          unicastSource.get().position(),
          "there is no 'unicast_peer' for this: advertisements go to the multicast group, from this"
              + " address");
    }
    for (Located<InetAddress> peer : peers) {
      if (unicastSource.map(s -> s.value().equals(peer.value())).orElse(false)) {
        diagnostics.warning(
            peer.position(), "this unicast_peer is the own address of 'unicast_src_ip'");
      }
      if (addresses.stream().anyMatch(a -> a.address().equals(peer.value()))) {
        diagnostics.warning(
            peer.position(),
            "this unicast_peer is an address of this vrrp_instance: only its master has it");
      }
    }
  }

  static Optional<InetAddress> group(Statement statement, ValueParser values) {
    Optional<Word> word = values.only(statement, "an address");
    Optional<InetAddress> group = word.flatMap(values::address);
    if (group.isEmpty()
        || (group.get() instanceof Inet4Address && group.get().isMulticastAddress())) {
      return group;
    }
    values
        .diagnostics()
        .error(
            word.get().position(),
            Quoted.quote(word.get().text()) + " is not an IPv4 multicast address");
    return Optional.empty();
  }

  private Optional<Located<InetAddress>> source(Statement statement) {
    return values.only(statement, "an address").flatMap(this::host);
  }

  private void peers(Statement statement) {
    values.atMost(statement, 0);
    for (Statement line : GlobalReader.statementsOf(statement)) {
      UnexpectedBlock.refuse(line, diagnostics);
      values.atMost(line, 0);
      host(line.keyword()).ifPresent(this::peer);
    }
  }

  private void peer(Located<InetAddress> peer) {
    Optional<Located<InetAddress>> before =
        peers.stream().filter(p -> p.value().equals(peer.value())).findFirst();
    if (before.isEmpty()) {
      peers.add(peer);
    } else {
      diagnostics.warning(
          peer.position(),
          "this unicast_peer stands on "
              + before.get().position().seenFrom(peer.position())
              + " already: it gets each advertisement once");
    }
  }

  /** An address; a prefix length behind it, as people copy it from `ip address`, means nothing. */
  private Optional<Located<InetAddress>> host(Word word) {
    Optional<InetAddress> address =
        word.text().indexOf('/') >= 0
            ? values.prefix(word).map(Prefix::address)
            : values.address(word);
    if (address.map(AddressFamily::of).filter(AddressFamily.IPV6::equals).isPresent()) {
      diagnostics.error(
          word.position(),
          Quoted.quote(word.text())
              + " is an IPv6 address, which needs VRRP version 3: that is not supported yet");
      return Optional.empty();
    }
    return address.map(a -> new Located<>(a, word.position()));
  }
}
