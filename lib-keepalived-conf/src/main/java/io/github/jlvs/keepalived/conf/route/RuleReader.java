// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.netlink.route.NumberRange;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import io.github.jlvs.vrrp.linux.VirtualRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a line of {@code virtual_rules} or {@code static_rules}. */
public final class RuleReader {
  /** What a line is, for the documentation. */
  public static final String LINE =
      "a rule as `ip rule` takes it: not, from, to, iif, oif, tos, fwmark, ipproto, sport, dport,"
          + " uidrange, realms, priority, suppress_prefixlength, suppress_ifgroup, protocol, and one"
          + " of table, goto, nop, blackhole, unreachable, prohibit, l3mdev; no_track";

  private static final Map<String, Integer> ACTIONS =
      Map.of("nop", 3, "blackhole", 6, "unreachable", 7, "prohibit", 8);

  private static final Map<String, Integer> PROTOCOLS =
      Map.ofEntries(
          Map.entry("icmp", 1),
          Map.entry("igmp", 2),
          Map.entry("tcp", 6),
          Map.entry("udp", 17),
          Map.entry("dccp", 33),
          Map.entry("gre", 47),
          Map.entry("esp", 50),
          Map.entry("ah", 51),
          Map.entry("ipv6-icmp", 58),
          Map.entry("ospf", 89),
          Map.entry("vrrp", 112),
          Map.entry("sctp", 132),
          Map.entry("udplite", 136));

  private static final List<String> OPTIONS =
      List.of(
          "not",
          "from",
          "to",
          "iif",
          "dev",
          "oif",
          "tos",
          "dsfield",
          "fwmark",
          "realms",
          "ipproto",
          "sport",
          "dport",
          "uidrange",
          "table",
          "lookup",
          "goto",
          "type",
          "nop",
          "blackhole",
          "unreachable",
          "prohibit",
          "l3mdev",
          "suppress_prefixlength",
          "sup_pl",
          "suppress_ifgroup",
          "sup_group",
          "priority",
          "preference",
          "order",
          "protocol",
          "no_track",
          "track_group");

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,10})(?:-([0-9]{1,10}))?");
  private static final long MOST = 0xffff_ffffL;

  private final LineWords line;
  private final boolean isStatic;
  private Rule rule = Rule.ofAll(AddressFamily.IPV4, 0);
  private Optional<AddressFamily> family = Optional.empty();
  private Optional<PrefixOrAll> source = Optional.empty();
  private Optional<PrefixOrAll> destination = Optional.empty();
  private Optional<Word> action = Optional.empty();
  private Optional<Long> target = Optional.empty();
  private Optional<Long> priority = Optional.empty();
  private Optional<Integer> protocol = Optional.empty();
  private Optional<Word> trackGroup = Optional.empty();

  /** What counts with a table alone. */
  private Optional<Word> refinement = Optional.empty();

  private boolean tracked = true;

  private RuleReader(LineWords line, boolean isStatic) {
    this.line = line;
    this.isStatic = isStatic;
  }

  /**
   * Reads a line.
   *
   * @param statement the line
   * @param isStatic whether it stands in {@code static_rules}
   * @param words receives what is wrong with it
   * @param names names of tables and the like
   * @param priorities gives a rule without a priority one
   * @return the rule; nothing, and an error, where the line is none
   */
  public static Optional<Line<VirtualRule>> read(
      Statement statement,
      boolean isStatic,
      Words words,
      IpNames names,
      RulePriorities priorities) {
    RuleReader reader = new RuleReader(new LineWords(statement, words, names), isStatic);
    while (reader.line.hasNext()) {
      reader.option(reader.line.next());
    }
    return reader.finish(priorities);
  }

  private void option(Word word) {
    switch (word.text()) {
      case "not" -> {
        if ((rule.flags() & Rule.FIB_RULE_INVERT) == 0) {
          rule = rule.inverted();
        }
      }
      case "from" -> source = prefix(word);
      case "to" -> destination = prefix(word);
      case "iif", "dev" -> change(line.value(word, new InterfaceValue()).map(this::incoming));
      case "oif" ->
          change(line.value(word, new InterfaceValue()).map(name -> r -> r.withOutgoing(name)));
      case "tos", "dsfield" ->
          change(line.named(word, IpNames.Kind.TOS).map(tos -> r -> r.withTypeOfService(tos)));
      case "fwmark" -> line.value(word).ifPresent(this::mark);
      case "realms" -> {
        refinement = Optional.of(word);
        line.value(word).ifPresent(this::realms);
      }
      case "ipproto" -> line.value(word).ifPresent(this::above);
      case "sport" ->
          change(range(word, "port", 0xffff).map(ports -> r -> r.withSourcePorts(ports)));
      case "dport" ->
          change(range(word, "port", 0xffff).map(ports -> r -> r.withDestinationPorts(ports)));
      case "uidrange" -> change(range(word, "user id", MOST).map(ids -> r -> r.withUsers(ids)));
      case "suppress_prefixlength", "sup_pl" -> {
        refinement = Optional.of(word);
        change(
            line.number(word, 0, 128)
                .map(bits -> r -> r.withSuppressPrefixLength((int) (long) bits)));
      }
      case "suppress_ifgroup", "sup_group" -> {
        refinement = Optional.of(word);
        change(
            line.named(word, IpNames.Kind.GROUP)
                .map(group -> r -> r.withSuppressInterfaceGroup(group)));
      }
      case "priority", "preference", "order" -> priority = line.number(word, 0, MOST);
      case "protocol" -> protocol = line.named(word, IpNames.Kind.PROTOCOL);
      case "no_track" -> tracked = false;
      case "track_group" -> trackGroup(word);
      default -> action(word);
    }
  }

  private void change(Optional<UnaryOperator<Rule>> change) {
    change.ifPresent(how -> rule = how.apply(rule));
  }

  private UnaryOperator<Rule> incoming(String name) {
    return r -> r.withIncoming(name);
  }

  private void action(Word word) {
    switch (word.text()) {
      case "table", "lookup" -> {
        Optional<Integer> number = line.named(word, IpNames.Kind.TABLE);
        number
            .filter(table -> table == 0)
            .ifPresent(zero -> line.error(word, "a rule cannot ask the table 0: there is none"));
        act(word, number.map(table -> r -> r.withTable(table)));
      }
      case "goto" -> {
        target = line.number(word, 1, MOST);
        act(word, Optional.empty());
      }
      case "type" ->
          line.value(word)
              .ifPresent(
                  name -> {
                    if (ACTIONS.containsKey(name.text())) {
                      action(name);
                    } else {
                      line.error(
                          name,
                          Quoted.quote(name.text())
                              + " is not the type of a rule: known are blackhole, nop, prohibit,"
                              + " unreachable");
                    }
                  });
      case "nop", "blackhole", "unreachable", "prohibit" -> {
        int number = ACTIONS.getOrDefault(word.text(), 0);
        act(word, Optional.of(r -> r.withAction(number).withTable(0)));
      }
      case "l3mdev" -> act(word, Optional.of(Rule::withLayer3Master));
      default -> {
        line.error(
            word,
            Quoted.quote(word.text())
                + " is not an option of a rule"
                + Suggestion.hint(word.text(), OPTIONS));
        line.skipRest();
      }
    }
  }

  private void act(Word word, Optional<UnaryOperator<Rule>> how) {
    if (action.isPresent()) {
      line.error(
          word,
          Quoted.quote(word.text())
              + " stands beside "
              + Quoted.quote(action.get().text())
              + ": a rule does one thing");
    }
    action = Optional.of(word);
    change(how);
  }

  private Optional<PrefixOrAll> prefix(Word option) {
    Optional<PrefixOrAll> read = line.value(option).flatMap(word -> PrefixOrAll.read(word, line));
    Optional<AddressFamily> its = read.flatMap(PrefixOrAll::family);
    if (its.isPresent() && family.isPresent() && !its.equals(family)) {
      line.error(option, "a rule is for IPv4 or for IPv6: 'from' and 'to' differ");
    }
    family = its.isPresent() ? its : family;
    return read;
  }

  private void mark(Word word) {
    String[] parts = word.text().split("/", 2);
    Optional<Long> mark = IpNames.number(parts[0]).filter(number -> number <= MOST);
    Optional<Long> mask =
        parts.length == 1
            ? Optional.of(MOST)
            : IpNames.number(parts[1]).filter(number -> number <= MOST);
    if (mark.isEmpty() || mask.isEmpty()) {
      line.error(
          word,
          Quoted.quote(word.text())
              + " is not a firewall mark: 0 to 4294967295, with '/' and a mask if wanted");
      return;
    }
    rule = rule.withMark((int) (long) mark.get(), (int) (long) mask.get());
  }

  private void realms(Word word) {
    Matcher parts = Pattern.compile("([0-9]{1,5})(?:/([0-9]{1,5}))?").matcher(word.text());
    if (parts.matches()) {
      int first = Integer.parseInt(parts.group(1));
      boolean both = parts.group(2) != null;
      int last = both ? Integer.parseInt(parts.group(2)) : first;
      if (first <= 0xffff && last <= 0xffff) {
        rule = rule.withRealms(both ? first << 16 | last : last);
        return;
      }
    }
    line.error(
        word, Quoted.quote(word.text()) + " is not a realm, or two with '/': each 0 to 65535");
  }

  private void above(Word word) {
    Optional<Integer> number =
        PROTOCOLS.containsKey(word.text())
            ? Optional.ofNullable(PROTOCOLS.get(word.text()))
            : IpNames.number(word.text())
                .filter(read -> read <= 255)
                .map(read -> (int) (long) read);
    if (number.isEmpty()) {
      line.error(
          word,
          Quoted.quote(word.text())
              + " is not a protocol above IP: a number from 0 to 255, or a name such as tcp, udp,"
              + " icmp");
      return;
    }
    rule = rule.withIpProtocol(new IpProtocol(number.get()));
  }

  private Optional<NumberRange> range(Word option, String what, long largest) {
    return line.value(option).flatMap(word -> range(word, option, what, largest));
  }

  private Optional<NumberRange> range(Word word, Word option, String what, long largest) {
    Matcher range = RANGE.matcher(word.text());
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
      if (first <= last && last <= largest) {
        return Optional.of(new NumberRange(first, last));
      }
    }
    line.error(
        word,
        Quoted.quote(word.text())
            + " is not a range: "
            + Quoted.quote(option.text())
            + " takes a "
            + what
            + " from 0 to "
            + largest
            + ", or two with '-'");
    return Optional.empty();
  }

  private void trackGroup(Word word) {
    if (!isStatic) {
      line.error(
          word, "'track_group' is for static rules: a virtual rule is tracked by its instance");
    }
    trackGroup = line.value(word);
  }

  private Optional<Line<VirtualRule>> finish(RulePriorities priorities) {
    if (action.isEmpty() && !line.isWrong()) {
      line.error(
          line.position(),
          "this rule does nothing: it needs one of table, goto, nop, blackhole, unreachable,"
              + " prohibit, l3mdev");
    }
    checkTarget();
    checkSuppression();
    if (line.isWrong()) {
      return Optional.empty();
    }
    AddressFamily its = family.orElse(AddressFamily.IPV4);
    long order = priority.orElseGet(() -> priorities.next(its, line));
    if (tracked && protocol.filter(number -> number != Route.PROTOCOL_KEEPALIVED).isPresent()) {
      line.warning(
          line.position(),
          "a rule that is tracked has the protocol keepalived (18): that is taken, as keepalived"
              + " does ('no_track' keeps the other)");
      protocol = Optional.empty();
    }
    if (trackGroup.isPresent() && rule.incoming().isEmpty()) {
      line.warning(
          line.position(),
          "'track_group' without 'iif' tracks nothing: ignored, as keepalived does");
      trackGroup = Optional.empty();
    }
    // Untracked ones too: without a protocol the removal would take one that somebody else has
    // made.
    int maker = protocol.filter(number -> number != 0).orElse(Route.PROTOCOL_KEEPALIVED);
    return Optional.of(
        new Line<>(new VirtualRule(complete(its, order, maker), tracked), trackGroup));
  }

  private void checkTarget() {
    if (target.isPresent() && priority.isEmpty()) {
      line.error(
          line.position(), "a rule with 'goto' needs a 'priority', below the one it goes to");
    } else if (target.isPresent() && priority.get() >= target.get()) {
      line.error(
          line.position(),
          "the priority "
              + priority.get()
              + " is not below "
              + target.get()
              + ", where it goes to");
    }
  }

  /** keepalived leaves such a rule out, and says so in its log. */
  private void checkSuppression() {
    Optional<String> tableless =
        action.map(Word::text).filter(word -> ACTIONS.containsKey(word) || word.equals("goto"));
    if (tableless.isPresent() && refinement.isPresent()) {
      line.error(
          refinement.get(),
          Quoted.quote(refinement.get().text())
              + " is about what a table finds, and "
              + Quoted.quote(tableless.get())
              + " asks none: it needs 'table'");
    }
  }

  private Rule complete(AddressFamily its, long order, int maker) {
    Rule made = rule.withFamily(its).withPriority(order).withProtocol(maker);
    Optional<PrefixOrAll> from = source.filter(each -> each.prefix().isPresent());
    Optional<PrefixOrAll> to = destination.filter(each -> each.prefix().isPresent());
    made = from.isPresent() ? made.withSource(from.get().prefix().orElseThrow()) : made;
    made = to.isPresent() ? made.withDestination(to.get().prefix().orElseThrow()) : made;
    return target.isPresent() ? made.withTarget(target.get()) : made;
  }
}
