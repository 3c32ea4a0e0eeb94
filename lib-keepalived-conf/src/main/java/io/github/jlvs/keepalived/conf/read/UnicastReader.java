// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads whom a virtual router speaks to by unicast, and what it asks of their packets. */
final class UnicastReader {
  private static final String LOWEST = "min_ttl";
  private static final String HIGHEST = "max_ttl";

  /** The version of the checksum concerns VRRPv3 alone. */
  private static final Argument<Position> CHECKSUM =
      Argument.of("nothing, or never", UnicastReader::checksum);

  static final Keywords<UnicastReader> KEYWORDS =
      Keywords.<UnicastReader>none()
          .onEach(
              list("unicast_peer", "an address; min_ttl and max_ttl with a number, 0 to 255")
                  .says("Advertisements go to these routers, and not to the multicast group"),
              UnicastReader::peers)
          .on(
              keyword("unicast_ttl", Located.line(number(1, 255)))
                  .byDefault(255)
                  .says("The time to live of advertisements to peers"),
              UnicastReader::ttl)
          .on(
              keyword("check_unicast_src", presence())
                  .byDefault(
                      Standard.sameAs("vrrp_check_unicast_src")
                          .but(
                              "on",
                              new Standard.When.InList("unicast_peer", List.of(LOWEST, HIGHEST))))
                  .says("Advertisements of others than the peers are refused"),
              UnicastReader::checkSource)
          .on(
              keyword("unicast_fault_no_peer", presence())
                  .says("Without a peer it stays in fault, and no multicast is sent instead"),
              (reader, at) -> reader.faultWithoutPeers = Optional.of(at))
          .on(
              keyword("old_unicast_checksum", CHECKSUM)
                  .says("Taken; it concerns the checksum of VRRPv3 alone"),
              (reader, at) -> reader.given.put("old_unicast_checksum", at));

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final List<Located<Transport.Peer>> peers = new ArrayList<>();

  /** Keywords that mean nothing without a peer. */
  private final Map<String, Position> given = new LinkedHashMap<>();

  private Optional<Position> faultWithoutPeers = Optional.empty();
  private int ttl = Advertisement.TTL;
  private boolean checkSource;

  UnicastReader(ReaderContext context, boolean checkSource) {
    this.context = context;
    this.diagnostics = context.diagnostics();
    this.checkSource = checkSource;
  }

  /** Peers make it unicast; without one it may be that nothing shall be sent. */
  Optional<Transport> transport() {
    boolean unicast = !peers.isEmpty() || faultWithoutPeers.isPresent();
    return unicast
        ? Optional.of(
            new Transport.Unicast(
                peers.stream().map(Located::value).toList(), ttl, checkSource || limitsTtl()))
        : Optional.empty();
  }

  Stream<Located<InetAddress>> addresses() {
    return peers.stream().map(peer -> new Located<>(peer.value().address(), peer.position()));
  }

  void keepOnly(AddressFamily family) {
    peers.removeIf(peer -> AddressFamily.of(peer.value().address()) != family);
  }

  /** Whose packets count is not clear before it is clear who they are. */
  private boolean limitsTtl() {
    return peers.stream()
        .map(Located::value)
        .anyMatch(peer -> !peer.equals(new Transport.Peer(peer.address())));
  }

  /** A further keyword that means nothing without a peer. */
  void given(String keyword, Position at) {
    given.put(keyword, at);
  }

  /** Looks at how it goes together. */
  void check(Optional<InetAddress> source, List<VirtualAddress> addresses) {
    if (peers.isEmpty()) {
      withoutPeers();
    }
    for (Located<Transport.Peer> peer : peers) {
      InetAddress address = peer.value().address();
      if (source.equals(Optional.of(address))) {
        diagnostics.warning(
            peer.position(), "this unicast_peer is the own address of 'unicast_src_ip'");
      }
      if (addresses.stream().anyMatch(a -> a.address().equals(address))) {
        diagnostics.warning(
            peer.position(),
            "this unicast_peer is an address of this vrrp_instance: only its master has it");
      }
    }
  }

  private void withoutPeers() {
    if (faultWithoutPeers.isPresent()) {
      diagnostics.warning(
          faultWithoutPeers.get(),
          "there is no 'unicast_peer', so this vrrp_instance stays in fault and never has its"
              + " addresses");
      return;
    }
    given.forEach(
        (keyword, at) ->
            diagnostics.warning(
                at,
                Quoted.quote(keyword)
                    + " is for unicast, and there is no 'unicast_peer': advertisements go to the"
                    + " multicast group ('unicast_fault_no_peer' prevents that)"));
  }

  private void peers(List<Statement> lines) {
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, diagnostics);
      Limits limits = new Limits();
      limits.read(line);
      HostAddress.read(line.keyword(), context.words())
          .flatMap(address -> limits.peer(address))
          .ifPresent(this::peer);
    }
  }

  private void peer(Located<Transport.Peer> peer) {
    InetAddress address = peer.value().address();
    Optional<Located<Transport.Peer>> before =
        peers.stream().filter(p -> p.value().address().equals(address)).findFirst();
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

  /** The options of a line. */
  private final class Limits {
    private int lowest;
    private int highest = 255;

    void read(Statement line) {
      List<Word> words = line.arguments();
      for (int i = 0; i < words.size(); i += 2) {
        String option = words.get(i).text();
        if (!option.equals(LOWEST) && !option.equals(HIGHEST)) {
          context.words().unknown(words.get(i), "an option of a peer", List.of(LOWEST, HIGHEST));
          return;
        }
        Optional<Integer> value =
            context
                .words()
                .at(line, i + 1, "a number, 0 to 255, after " + Quoted.quote(option))
                .flatMap(word -> context.read(NumberValue.integer(option, 0, 255), word));
        lowest = option.equals(LOWEST) ? value.orElse(lowest) : lowest;
        highest = option.equals(HIGHEST) ? value.orElse(highest) : highest;
      }
    }

    Optional<Located<Transport.Peer>> peer(Located<InetAddress> address) {
      if (lowest > highest) {
        diagnostics.error(
            address.position(),
            "min_ttl "
                + lowest
                + " is above max_ttl "
                + highest
                + ": every packet of this peer would be refused, and both be master");
        return Optional.empty();
      }
      return Optional.of(
          new Located<>(new Transport.Peer(address.value(), lowest, highest), address.position()));
    }
  }

  private void ttl(Located<Optional<Integer>> value) {
    given("unicast_ttl", value.position());
    ttl = value.value().orElse(ttl);
  }

  private void checkSource(Position at) {
    given("check_unicast_src", at);
    checkSource = true;
  }

  private static Position checksum(Statement statement, Words words) {
    words.atMost(statement, 1);
    statement.arguments().stream()
        .limit(1)
        .filter(word -> !word.text().equals("never"))
        .forEach(word -> words.unknown(word, "known here", List.of("never")));
    return statement.position();
  }
}
