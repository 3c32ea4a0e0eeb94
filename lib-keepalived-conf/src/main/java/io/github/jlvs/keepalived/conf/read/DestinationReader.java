// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Reads where the advertisements of a virtual router come from and go to. */
final class DestinationReader {
  /** Where advertisements go that have no peers. */
  static final Argument<Optional<InetAddress>> GROUP =
      Argument.of("an IPv4 multicast address", DestinationReader::group);

  private static final Argument<Optional<Located<InetAddress>>> SOURCE =
      Argument.only("an IPv4 address", "an address", HostAddress::read);

  static final Keywords<DestinationReader> KEYWORDS =
      Keywords.<DestinationReader>none()
          .on(
              keyword("unicast_src_ip", SOURCE)
                  .byDefault(Standard.inWords("the first address of the interface"))
                  .says("Where advertisements to peers come from"),
              (reader, source) -> reader.unicastSource = source)
          .on(
              keyword("mcast_src_ip", SOURCE.map(source -> source.map(Located::value)))
                  .byDefault(Standard.inWords("the first address of the interface"))
                  .says("Where advertisements to the multicast group come from"),
              (reader, source) -> reader.multicastSource = source)
          .on(
              keyword("mcast_dst_ip", GROUP)
                  .byDefault(Standard.sameAs("vrrp_mcast_group4"))
                  .says("The multicast group of this virtual router"),
              (reader, group) -> reader.multicastGroup = group)
          .on(
              keyword("track_src_ip", presence())
                  .says("It is a fault when no interface has the source that is given"),
              (reader, at) -> reader.trackSource = Optional.of(at))
          .with(UnicastReader.KEYWORDS, reader -> reader.unicast);

  private final Diagnostics diagnostics;
  private final UnicastReader unicast;
  private Optional<Located<InetAddress>> unicastSource = Optional.empty();
  private Optional<InetAddress> multicastSource = Optional.empty();
  private Optional<InetAddress> multicastGroup = Optional.empty();
  private Optional<Position> trackSource = Optional.empty();

  DestinationReader(ReaderContext context, boolean checkSource) {
    this.diagnostics = context.diagnostics();
    this.unicast = new UnicastReader(context, checkSource);
  }

  /** Peers make it unicast; else the group is that of {@code global_defs} unless one is given. */
  RouterSetup.Builder addTo(RouterSetup.Builder router, InetAddress globalGroup) {
    source().ifPresent(router::source);
    return router
        .trackSource(trackSource.isPresent() && source().isPresent())
        .transport(
            unicast
                .transport()
                .orElse(new Transport.Multicast(multicastGroup.orElse(globalGroup))));
  }

  /** Whether advertisements go to peers. */
  boolean isUnicast() {
    return unicast.transport().isPresent();
  }

  private Optional<InetAddress> source() {
    return unicastSource.map(Located::value).or(() -> multicastSource);
  }

  /** Looks at how it goes together. */
  void check(List<VirtualAddress> addresses) {
    unicastSource.ifPresent(source -> unicast.given("unicast_src_ip", source.position()));
    unicast.check(unicastSource.map(Located::value), addresses);
    if (trackSource.isPresent() && source().isEmpty()) {
      diagnostics.warning(
          trackSource.get(),
          "'track_src_ip' is for an address given by 'unicast_src_ip' or 'mcast_src_ip': without"
              + " one the first address of the interface is tracked anyway");
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
}
