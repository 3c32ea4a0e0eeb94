// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.PrefixValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads where the advertisements of a virtual router come from and go to. */
final class DestinationReader {
  /** Where advertisements go that have no peers. */
  static final Argument<Optional<InetAddress>> GROUP =
      Argument.of("an IPv4 multicast address", DestinationReader::group);

  private static final Argument<Optional<Located<InetAddress>>> SOURCE =
      Argument.only("an IPv4 address", "an address", DestinationReader::host);

  static final Keywords<DestinationReader> KEYWORDS =
      Keywords.<DestinationReader>none()
          .on(
              keyword("unicast_src_ip", SOURCE)
                  .byDefault("the first address of the interface")
                  .says("Where advertisements to peers come from"),
              (reader, source) -> reader.unicastSource = source)
          .on(
              keyword("mcast_src_ip", SOURCE.map(source -> source.map(Located::value)))
                  .byDefault("the first address of the interface")
                  .says("Where advertisements to the multicast group come from"),
              (reader, source) -> reader.multicastSource = source)
          .on(
              keyword("mcast_dst_ip", GROUP)
                  .byDefault("`vrrp_mcast_group4`")
                  .says("The multicast group of this virtual router"),
              (reader, group) -> reader.multicastGroup = group)
          .onEach(
              list("unicast_peer", "an IPv4 address")
                  .says("Advertisements go to these routers, and not to the multicast group"),
              DestinationReader::peers);

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final List<Located<InetAddress>> peers = new ArrayList<>();
  private Optional<Located<InetAddress>> unicastSource = Optional.empty();
  private Optional<InetAddress> multicastSource = Optional.empty();
  private Optional<InetAddress> multicastGroup = Optional.empty();

  DestinationReader(ReaderContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  /** Peers make it unicast; else the group is that of {@code global_defs} unless one is given. */
  RouterSetup.Builder addTo(RouterSetup.Builder router, InetAddress globalGroup) {
    unicastSource.map(Located::value).or(() -> multicastSource).ifPresent(router::source);
    return router.transport(
        peers.isEmpty()
            ? new Transport.Multicast(multicastGroup.orElse(globalGroup))
            : new Transport.Unicast(
                peers.stream().map(Located::value).toArray(InetAddress[]::new)));
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

  private static Optional<InetAddress> group(Statement statement, Words words) {
    Optional<Word> word = words.only(statement, "an address");
    Optional<InetAddress> group = word.flatMap(w -> new AddressValue().read(w, words));
    if (group.isEmpty()
        || (group.get() instanceof Inet4Address && group.get().isMulticastAddress())) {
      return group;
    }
    words
        .diagnostics()
        .error(
            word.get().position(),
            Quoted.quote(word.get().text()) + " is not an IPv4 multicast address");
    return Optional.empty();
  }

  private void peers(List<Statement> lines) {
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, diagnostics);
      context.words().atMost(line, 0);
      host(line.keyword(), context.words()).ifPresent(this::peer);
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
  private static Optional<Located<InetAddress>> host(Word word, Words words) {
    Optional<InetAddress> address =
        word.text().indexOf('/') >= 0
            ? new PrefixValue().read(word, words).map(Prefix::address)
            : new AddressValue().read(word, words);
    if (address.map(AddressFamily::of).filter(AddressFamily.IPV6::equals).isPresent()) {
      words
          .diagnostics()
          .error(
              word.position(),
              Quoted.quote(word.text())
                  + " is an IPv6 address, which needs VRRP version 3: that is not supported yet");
      return Optional.empty();
    }
    return address.map(a -> new Located<>(a, word.position()));
  }
}
