// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.interfaceName;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.vrrp.linux.AnnouncementPacing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code garp_group}. */
final class GarpGroupReader {
  static final DeclaredBlock<GarpGroupReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.GARP_GROUP,
          Keywords.<GarpGroupReader>none()
              .on(
                  keyword("garp_interval", seconds("0", "86400"))
                      .byDefault(Standard.sameAs("vrrp_garp_interval"))
                      .says("The shortest time between two gratuitous ARP frames of all of them"),
                  (reader, time) -> reader.arp = time)
              .on(
                  keyword("gna_interval", seconds("0", "86400"))
                      .byDefault(Standard.sameAs("vrrp_gna_interval"))
                      .says("The same for neighbour advertisements"),
                  (reader, time) -> reader.neighbour = time)
              .on(
                  keyword("interface", Located.line(interfaceName()))
                      .says("An interface to which this applies"),
                  (reader, name) ->
                      name.value().ifPresent(given -> reader.add(given, name.position())))
              .onEach(
                  list("interfaces", "interfaces")
                      .says("Interfaces that lead to one switch, and share the time"),
                  GarpGroupReader::interfaces));

  private final Statement group;
  private final ReaderContext context;
  private final Map<String, Position> taken;
  private final Map<String, Position> interfaces = new LinkedHashMap<>();
  private Optional<Duration> arp = Optional.empty();
  private Optional<Duration> neighbour = Optional.empty();

  /** The interfaces that earlier groups have taken grow by those of this one. */
  GarpGroupReader(Statement group, ReaderContext context, Map<String, Position> taken) {
    this.group = group;
    this.context = context;
    this.taken = taken;
  }

  /** Waits for {@code global_defs}, which says what it leaves out. */
  Optional<AnnouncementPacing.Group> read(AnnouncementPacing.Pace standard) {
    context.words().atMost(group, 0);
    new BlockReader<>(BLOCK, this, context).read(group.children());
    String missing =
        interfaces.isEmpty()
            ? "an interface"
            : arp.isEmpty() && neighbour.isEmpty() ? "an interval" : "";
    if (!missing.isEmpty()) {
      context
          .diagnostics()
          .warning(
              group.position(), "this garp_group does nothing: " + missing + " is missing in it");
      return Optional.empty();
    }
    taken.putAll(interfaces);
    return Optional.of(
        new AnnouncementPacing.Group(
            interfaces.keySet(),
            new AnnouncementPacing.Pace(
                arp.orElse(standard.arp()), neighbour.orElse(standard.neighbour()))));
  }

  private void interfaces(List<Statement> lines) {
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, context.diagnostics());
      line.words()
          .forEach(
              word ->
                  context
                      .read(new InterfaceValue(), word)
                      .ifPresent(name -> add(name, word.position())));
    }
  }

  private void add(String name, Position at) {
    Optional<Position> before = Optional.ofNullable(taken.get(name));
    if (before.isEmpty()) {
      interfaces.put(name, at);
    } else {
      context
          .diagnostics()
          .warning(
              at,
              Quoted.quote(name)
                  + " is in the garp_group of "
                  + before.get().seenFrom(at)
                  + " already, and stays in that alone");
    }
  }
}
