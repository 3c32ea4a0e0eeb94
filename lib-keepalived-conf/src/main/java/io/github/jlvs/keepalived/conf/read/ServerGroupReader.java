// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static java.util.function.Predicate.not;

import io.github.jlvs.keepalived.conf.argument.AddressRange;
import io.github.jlvs.keepalived.conf.argument.AddressRangeValue;
import io.github.jlvs.keepalived.conf.argument.FamilyValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of a {@code virtual_server_group}. */
final class ServerGroupReader {
  /** What a line is, for the documentation. */
  static final String LINE =
      "an address, a range such as 10.0.0.1-9, 2001:db8::1-ff or 10.0.0.250-10.0.1.9, or a prefix,"
          + " and a port, 0 to 65535; or fwmark, a number and inet or inet6";

  /** The kernel has them all in one table, and a reload compares it line by line. */
  static final int MOST = 65_536;

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final List<GroupEntry> entries = new ArrayList<>();
  private final Map<List<Object>, Position> seen = new HashMap<>();
  private BigInteger count = BigInteger.ZERO;

  /** Whether all lines could be read. */
  private boolean sound = true;

  ServerGroupReader(ReaderContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  /** Nothing where an error says why. */
  Optional<ServerGroup> read(Statement group) {
    Optional<Word> name = context.words().only(group, "a name");
    for (Statement line : group.children()) {
      UnexpectedBlock.refuse(line, diagnostics);
      Optional<GroupEntry> entry = line.name().equals("fwmark") ? mark(line) : addresses(line);
      sound &= entry.isPresent();
      entry.filter(this::isFirst).filter(this::hasRoom).ifPresent(entries::add);
    }
    if (group.children().isEmpty()) {
      diagnostics.error(
          group.position(),
          "this virtual_server_group has no line: write addresses with their ports, or 'fwmark' and"
              + " a number");
    }
    Optional<ServerGroup> read =
        name.filter(given -> !entries.isEmpty()).map(n -> new ServerGroup(n, entries));
    read.ifPresent(this::checkFamilies);
    return read.filter(complete -> sound);
  }

  private Optional<GroupEntry> addresses(Statement line) {
    if (IpAddresses.parse(line.name().split("[-/]", 2)[0]).isEmpty()) {
      context
          .words()
          .wrong(
              line.keyword(),
              Quoted.quote(line.name())
                  + " is neither an address, nor a range of them, nor 'fwmark'");
      return Optional.empty();
    }
    context.words().atMost(line, 1);
    Optional<AddressRange> range = context.read(new AddressRangeValue(), line.keyword());
    Optional<Word> word = line.arguments().stream().findFirst();
    Optional<Integer> port =
        word.isEmpty() ? Optional.of(0) : word.flatMap(w -> context.read(NumberValue.port(), w));
    return range.flatMap(
        r -> port.map(number -> new GroupEntry.Addresses(r, number, line.position())));
  }

  private Optional<GroupEntry> mark(Statement line) {
    context.words().atMost(line, 2);
    Optional<Long> mark =
        context
            .words()
            .at(line, 0, "a firewall mark")
            .flatMap(word -> context.read(ServicesReader.MARK, word));
    Optional<Word> word = line.arguments().stream().skip(1).findFirst();
    Optional<AddressFamily> family = word.flatMap(w -> context.read(new FamilyValue(), w));
    return mark.filter(known -> word.isEmpty() || family.isPresent())
        .map(number -> new GroupEntry.Mark(number, family, line.position()));
  }

  /** What only a part of comes again is found when its services are put together. */
  private boolean isFirst(GroupEntry entry) {
    List<Object> meaning =
        entry instanceof GroupEntry.Addresses addresses
            ? List.of(addresses.range(), addresses.port())
            : List.of(((GroupEntry.Mark) entry).mark(), entry.family());
    Optional<Position> before = Optional.ofNullable(seen.putIfAbsent(meaning, entry.position()));
    before.ifPresent(
        first ->
            diagnostics.warning(
                entry.position(),
                "this line says the same as that of "
                    + first.seenFrom(entry.position())
                    + ": it is ignored"));
    return before.isEmpty();
  }

  private boolean hasRoom(GroupEntry entry) {
    boolean hadRoom = count.compareTo(BigInteger.valueOf(MOST)) <= 0;
    count = count.add(entry.count());
    boolean hasRoom = count.compareTo(BigInteger.valueOf(MOST)) <= 0;
    if (hadRoom && !hasRoom) {
      sound = false;
      diagnostics.error(
          entry.position(),
          "this virtual_server_group has "
              + count
              + " addresses up to this line: "
              + MOST
              + " are possible (a 'fwmark' that the packet filter sets stands for any number)");
    }
    return hasRoom;
  }

  /** A mark goes with the addresses, unless these are of both families. */
  private void checkFamilies(ServerGroup group) {
    if (group.families().size() < AddressFamily.values().length) {
      return;
    }
    group.entries().stream()
        .filter(not(entry -> entry.family().isPresent()))
        .findFirst()
        .ifPresent(
            mark -> {
              sound = false;
              diagnostics.error(
                  mark.position(),
                  "this virtual_server_group is of IPv4 and IPv6, so 'fwmark' needs 'inet' or"
                      + " 'inet6' after its number");
            });
  }
}
