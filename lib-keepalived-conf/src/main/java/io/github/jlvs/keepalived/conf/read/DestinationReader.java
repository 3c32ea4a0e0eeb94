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
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads where the advertisements of a virtual router come from and go to. */
final class DestinationReader {
  private static final Argument<Optional<Located<InetAddress>>> SOURCE =
      Argument.only("an address", "an address", HostAddress::read);

  static final Keywords<DestinationReader> KEYWORDS =
      Keywords.<DestinationReader>none()
          .on(
              keyword("unicast_src_ip", SOURCE)
                  .byDefault(Standard.inWords("the first address of the interface"))
                  .says("Where advertisements to peers come from"),
              (reader, source) -> reader.unicastSource = source)
          .on(
              keyword("mcast_src_ip", SOURCE)
                  .byDefault(Standard.inWords("the first address of the interface"))
                  .says("Where advertisements to the multicast group come from"),
              (reader, source) -> reader.multicastSource = source)
          .on(
              keyword(
                      "mcast_dst_ip",
                      Located.word(Argument.of("a multicast address", DestinationReader::anyGroup)))
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
  private Optional<Located<InetAddress>> multicastSource = Optional.empty();
  private Optional<Located<InetAddress>> multicastGroup = Optional.empty();
  private Optional<Position> trackSource = Optional.empty();

  DestinationReader(ReaderContext context, boolean checkSource) {
    this.diagnostics = context.diagnostics();
    this.unicast = new UnicastReader(context, checkSource);
  }

  /** The family of where it goes, for a virtual router without addresses. */
  Optional<AddressFamily> family() {
    return given().findFirst().map(address -> AddressFamily.of(address.value()));
  }

  /** Peers make it unicast; else the group is that of {@code global_defs} unless one is given. */
  RouterSetup.Builder addTo(RouterSetup.Builder router, InetAddress globalGroup) {
    source().ifPresent(router::source);
    return router
        .trackSource(trackSource.isPresent() && source().isPresent())
        .transport(
            unicast
                .transport()
                .orElse(
                    new Transport.Multicast(
                        multicastGroup.map(Located::value).orElse(globalGroup))));
  }

  /** Advertisements come from the address of their ipvlan, and from no other. */
  void ofIpvlan(Located<InetAddress> address) {
    Optional<Located<InetAddress>> other =
        unicastSource
            .or(() -> multicastSource)
            .filter(given -> !given.value().equals(address.value()));
    if (other.isPresent()) {
      diagnostics.error(
          other.get().position(),
          Quoted.quote(IpAddresses.format(other.get().value()))
              + " is not the address of 'use_ipvlan', which advertisements come from (take this"
              + " line out)");
    }
    multicastSource = Optional.of(address);
  }

  /** Whether advertisements go to peers. */
  boolean isUnicast() {
    return unicast.transport().isPresent();
  }

  private Optional<InetAddress> source() {
    return unicastSource.or(() -> multicastSource).map(Located::value);
  }

  private Stream<Located<InetAddress>> given() {
    return Stream.of(
            unicast.addresses(),
            unicastSource.stream(),
            multicastSource.stream(),
            multicastGroup.stream())
        .flatMap(some -> some);
  }

  /** Looks at how it goes together. */
  void check(List<VirtualAddress> addresses, AddressFamily family) {
    given()
        .filter(address -> AddressFamily.of(address.value()) != family)
        .forEach(address -> otherFamily(address, family));
    forget(family);
    if (family == AddressFamily.IPV6 && !isUnicast()) {
      unicastSource = unicastSource.filter(this::isLinkLocal);
      multicastSource = multicastSource.filter(this::isLinkLocal);
    }
    unicastSource.ifPresent(source -> unicast.given("unicast_src_ip", source.position()));
    unicast.check(unicastSource.map(Located::value), addresses);
    if (trackSource.isPresent() && source().isEmpty()) {
      diagnostics.warning(
          trackSource.get(),
          "'track_src_ip' is for an address given by 'unicast_src_ip' or 'mcast_src_ip': without"
              + " one the first address of the interface is tracked anyway");
    }
  }

  /** keepalived ignores it; where packets go is nothing to be guessed. */
  private void otherFamily(Located<InetAddress> address, AddressFamily family) {
    diagnostics.error(
        address.position(),
        Quoted.quote(IpAddresses.format(address.value()))
            + " is of another family than this vrrp_instance, which goes over "
            + (family == AddressFamily.IPV4 ? "IPv4" : "IPv6")
            + " as its first address does");
  }

  /** No other router takes multicast over IPv6 that comes from elsewhere. */
  private boolean isLinkLocal(Located<InetAddress> source) {
    boolean local = source.value().isLinkLocalAddress();
    if (!local) {
      diagnostics.error(
          source.position(),
          Quoted.quote(IpAddresses.format(source.value()))
              + " is no link-local address, and no router takes multicast over IPv6 from it (leave"
              + " it out, or name an fe80:: address of this machine)");
    }
    return local;
  }

  private void forget(AddressFamily family) {
    Predicate<Located<InetAddress>> usable = address -> AddressFamily.of(address.value()) == family;
    unicastSource = unicastSource.filter(usable);
    multicastSource = multicastSource.filter(usable);
    multicastGroup = multicastGroup.filter(usable);
    unicast.keepOnly(family);
  }

  /** Where advertisements of one family go that have no peers. */
  static Argument<Optional<InetAddress>> group(AddressFamily family) {
    String kind = family == AddressFamily.IPV4 ? "IPv4" : "IPv6";
    return Argument.of(
        "an " + kind + " multicast address",
        (statement, words) ->
            group(
                statement,
                words,
                "an " + kind + " multicast address",
                group -> AddressFamily.of(group) == family));
  }

  private static Optional<InetAddress> anyGroup(Statement statement, Words words) {
    return group(statement, words, "a multicast address", group -> true);
  }

  private static Optional<InetAddress> group(
      Statement statement, Words words, String kind, Predicate<InetAddress> wanted) {
    Optional<Word> word = words.only(statement, "an address");
    Optional<InetAddress> group = word.flatMap(w -> new AddressValue().read(w, words));
    if (group.isEmpty() || (group.get().isMulticastAddress() && wanted.test(group.get()))) {
      return group;
    }
    words
        .diagnostics()
        .error(word.get().position(), Quoted.quote(word.get().text()) + " is not " + kind);
    return Optional.empty();
  }
}
