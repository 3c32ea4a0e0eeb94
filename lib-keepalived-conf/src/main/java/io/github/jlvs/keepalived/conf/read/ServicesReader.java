// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.util.List;
import java.util.Optional;

/** Reads what stands behind {@code virtual_server}. */
final class ServicesReader {
  /** A firewall mark as packets have it. */
  static final Value<Long> MARK = new NumberValue("fwmark", 1, 0xffff_ffffL);

  /**
   * What the block says of its services.
   *
   * @param protocol the protocol of addresses
   * @param family the family of firewall marks
   * @param ofServers the family of its first real server
   * @param tunnelled whether packets reach all its servers in tunnels, whatever their family
   * @param persistent whether it has persistence
   */
  record Said(
      IpProtocol protocol,
      Optional<AddressFamily> family,
      Optional<AddressFamily> ofServers,
      boolean tunnelled,
      boolean persistent) {}

  private final Statement server;
  private final ServerGroups groups;
  private final ReaderContext context;
  private final Diagnostics diagnostics;

  /** Of the virtual server whose block this is. */
  ServicesReader(Statement server, ServerGroups groups, ReaderContext context) {
    this.server = server;
    this.groups = groups;
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  /** Whether its services are those of a group, which may be defined further down. */
  static boolean isOfGroup(Statement server) {
    return isFirst(server, "group");
  }

  /** Whether its protocol is not known without the services themselves. */
  static boolean isOfMarkOrGroup(Statement server) {
    return isOfGroup(server) || isFirst(server, "fwmark");
  }

  private static boolean isFirst(Statement server, String word) {
    return server.arguments().stream().findFirst().filter(w -> w.text().equals(word)).isPresent();
  }

  /** Nothing where an error says why. */
  Optional<Services> read(Said said) {
    context.words().atMost(server, 2);
    Optional<Word> first =
        context
            .words()
            .at(server, 0, "an address and a port, 'fwmark' and a number, or 'group' and a name");
    if (isOfGroup(server)) {
      return context
          .words()
          .at(server, 1, "the name of a group")
          .flatMap(name -> group(name, said));
    } else if (isFirst(server, "fwmark")) {
      AddressFamily family = said.family.or(said::ofServers).orElse(AddressFamily.IPV4);
      return context
          .words()
          .at(server, 1, "a firewall mark")
          .flatMap(word -> context.read(MARK, word))
          .map(mark -> Services.of(new ServiceId.FirewallMark(mark, family)));
    }
    return first
        .flatMap(word -> context.read(new AddressValue(), word))
        .flatMap(a -> port(said).map(p -> Services.of(new ServiceId.Address(said.protocol, a, p))));
  }

  private Optional<Integer> port(Said said) {
    Optional<Word> word = server.arguments().stream().skip(1).findFirst();
    Optional<Integer> port =
        word.isEmpty() ? Optional.of(0) : word.flatMap(w -> context.read(NumberValue.port(), w));
    if (port.equals(Optional.of(0)) && !said.persistent) {
      diagnostics.error(
          word.map(Word::position).orElse(server.position()),
          "the port is missing in this virtual_server (without one it takes every port, which"
              + " needs 'persistence_timeout')");
    }
    return port;
  }

  private Optional<Services> group(Word name, Said said) {
    int number = groups.nextNumber(name.text());
    Optional<ServerGroup> found = groups.find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ServerGroup group = found.get();
    if (!said.persistent) {
      group.withoutPort().ifPresent(entry -> sayPortMissing(name, entry));
    }
    List<ServiceId> ids = group.services(said.protocol, familyOfMarks(group, said));
    return groups.haveRoom(ids.size(), name)
        ? Optional.of(new Services(new VirtualServerName.Group(name.text(), number), ids))
        : Optional.empty();
  }

  private void sayPortMissing(Word name, GroupEntry.Addresses entry) {
    diagnostics.error(
        name.position(),
        Quoted.quote(entry.range().toString())
            + " of this group has no port, on "
            + entry.position().seenFrom(name.position())
            + " (without one it takes every port, which needs 'persistence_timeout' in this"
            + " virtual_server)");
  }

  /** As keepalived has it; a group of both families has no mark that does not say its own. */
  private static AddressFamily familyOfMarks(ServerGroup group, Said said) {
    return said.family
        .or(() -> group.families().stream().findFirst())
        .or(() -> said.tunnelled ? Optional.of(AddressFamily.IPV4) : said.ofServers)
        .orElse(AddressFamily.IPV4);
  }
}
