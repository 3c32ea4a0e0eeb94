// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A rule of policy routing (ip-rule(8), linux/fib_rules.h): which table is asked for which packets.
 * Made by {@link #from}, {@link #to} or {@link #ofAll} and changed with the methods that return a
 * copy:
 *
 * <pre>{@code
 * Rule.ofAll(AddressFamily.IPV4, 100).withMark(51820, -1).inverted().withTable(51820)
 * }</pre>
 *
 * <p>A rule that is read and added again is the same rule, or the kernel refuses it: what has no
 * component here is kept in {@link #attributes}, compared and written back.
 *
 * @param family the family of its packets
 * @param priority lower is asked first; 0 to 4294967295
 * @param source the source prefix; empty for any
 * @param destination the destination prefix; empty for any
 * @param typeOfService the type of service, 0 for any; 0 to 255
 * @param incoming the incoming interface's name
 * @param outgoing the outgoing interface's name
 * @param mark the firewall mark, 0 for any; compared under the mask
 * @param markMask which bits of the mark count, 0 for none
 * @param ipProtocol the protocol above IP
 * @param sourcePorts the source ports, 0 to 65535
 * @param destinationPorts the destination ports, 0 to 65535
 * @param users the ids of the users whose sockets send the packets
 * @param layer3Master whether the table is that of the packet's layer 3 master device (VRF): {@code
 *     table} is then 0
 * @param table the table that is asked; the bits of an unsigned number
 * @param action 1 to ask the table, 2 to go on at {@code target}, 6 blackhole, 7 unreachable, 8
 *     prohibit; 0 to 255
 * @param target the priority of the rule to go on at
 * @param suppressPrefixLength what the table finds is passed over where its prefix is not longer
 *     than so many bits
 * @param flags FIB_RULE bits of linux/fib_rules.h, such as {@link #FIB_RULE_INVERT}; those that
 *     tell of a state are not written
 * @param protocol who made it, as in {@link Route#protocol}; 0 to 255
 * @param attributes what the kernel sends besides
 */
public record Rule(
    AddressFamily family,
    long priority,
    Optional<Prefix> source,
    Optional<Prefix> destination,
    int typeOfService,
    Optional<String> incoming,
    Optional<String> outgoing,
    int mark,
    int markMask,
    Optional<IpProtocol> ipProtocol,
    Optional<NumberRange> sourcePorts,
    Optional<NumberRange> destinationPorts,
    Optional<NumberRange> users,
    boolean layer3Master,
    int table,
    int action,
    OptionalLong target,
    OptionalInt suppressPrefixLength,
    int flags,
    int protocol,
    List<RawAttribute> attributes) {
  /** Ask the table. */
  public static final int ACTION_TO_TABLE = 1;

  /** Go on at another rule. */
  public static final int ACTION_GOTO = 2;

  /** The rule is for the packets that it does not describe. */
  public static final int FIB_RULE_INVERT = 2;

  private static final int FRA_FLOW = 11;
  private static final int FRA_SUPPRESS_IFGROUP = 13;

  /** What the kernel says of a moment: the target or an interface is not there. */
  private static final int STATE_FLAGS = 0x1c;

  private static final List<String> ACTIONS =
      List.of(
          "none", "lookup", "goto", "nop", "res3", "res4", "blackhole", "unreachable", "prohibit");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range, or a prefix is of another
   *     family
   */
  public Rule {
    Require.family("the rule's source", family, source);
    Require.family("the rule's destination", family, destination);
    Require.range("rule priority", priority, 0xffff_ffffL);
    Require.range("rule's type of service", typeOfService, 0xff);
    sourcePorts.ifPresent(ports -> Require.range("source port", ports.last(), 0xffff));
    destinationPorts.ifPresent(ports -> Require.range("destination port", ports.last(), 0xffff));
    target.ifPresent(to -> Require.range("rule's target", to, 0xffff_ffffL));
    Require.range("rule action", action, 0xff);
    Require.range("rule protocol", protocol, 0xff);
    attributes = List.copyOf(attributes);
  }

  /**
   * A rule for all packets of a family, which asks the main table.
   *
   * @param family the family of its packets
   * @param priority lower is asked first
   * @return the rule
   */
  public static Rule ofAll(AddressFamily family, long priority) {
    RuleDraft draft = new RuleDraft();
    draft.family = family;
    draft.priority = priority;
    return draft.build();
  }

  /**
   * A rule for packets from a prefix.
   *
   * @param source the prefix
   * @param table the table to ask
   * @param priority lower is asked first
   * @return the rule
   */
  public static Rule from(Prefix source, int table, long priority) {
    return ofAll(source.family(), priority).withSource(source).withTable(table);
  }

  /**
   * A rule for packets to a prefix.
   *
   * @param destination the prefix
   * @param table the table to ask
   * @param priority lower is asked first
   * @return the rule
   */
  public static Rule to(Prefix destination, int table, long priority) {
    return ofAll(destination.family(), priority).withDestination(destination).withTable(table);
  }

  /**
   * For the packets of another family.
   *
   * @param other the family of its packets
   * @return a changed copy
   * @throws IllegalArgumentException if the rule has a prefix, which is not of that family
   */
  public Rule withFamily(AddressFamily other) {
    return changed(draft -> draft.family = other);
  }

  /**
   * For packets from a prefix alone.
   *
   * @param prefix the prefix
   * @return a changed copy
   * @throws IllegalArgumentException if the prefix is not of the rule's family
   */
  public Rule withSource(Prefix prefix) {
    return changed(draft -> draft.source = Optional.of(prefix));
  }

  /**
   * For packets to a prefix alone.
   *
   * @param prefix the prefix
   * @return a changed copy
   * @throws IllegalArgumentException if the prefix is not of the rule's family
   */
  public Rule withDestination(Prefix prefix) {
    return changed(draft -> draft.destination = Optional.of(prefix));
  }

  /**
   * For packets with a firewall mark alone.
   *
   * @param newMark the mark
   * @param mask which of its bits count; -1 for all
   * @return a changed copy
   */
  public Rule withMark(int newMark, int mask) {
    return changed(
        draft -> {
          draft.mark = newMark;
          draft.markMask = mask;
        });
  }

  /**
   * For the packets that it was not for until now: {@code not} in ip-rule(8).
   *
   * @return a changed copy
   */
  public Rule inverted() {
    return changed(draft -> draft.flags = flags ^ FIB_RULE_INVERT);
  }

  /**
   * Going on at another rule.
   *
   * @param rule the priority of that rule, above this one's
   * @return a changed copy
   */
  public Rule withTarget(long rule) {
    return changed(
        draft -> {
          draft.target = OptionalLong.of(rule);
          draft.action = ACTION_GOTO;
          draft.table = 0;
        });
  }

  /**
   * Asked earlier or later.
   *
   * @param newPriority lower is asked first; 0 to 4294967295
   * @return a changed copy
   */
  public Rule withPriority(long newPriority) {
    return changed(draft -> draft.priority = newPriority);
  }

  /**
   * For this type of service alone.
   *
   * @param tos 0 for any; 0 to 255
   * @return a changed copy
   */
  public Rule withTypeOfService(int tos) {
    return changed(draft -> draft.typeOfService = tos);
  }

  /**
   * For packets that come in through an interface alone.
   *
   * @param name the interface's name
   * @return a changed copy
   */
  public Rule withIncoming(String name) {
    return changed(draft -> draft.incoming = Optional.of(name));
  }

  /**
   * For packets of sockets that are bound to an interface alone.
   *
   * @param name the interface's name
   * @return a changed copy
   */
  public Rule withOutgoing(String name) {
    return changed(draft -> draft.outgoing = Optional.of(name));
  }

  /**
   * For one protocol above IP alone.
   *
   * @param above the protocol
   * @return a changed copy
   */
  public Rule withIpProtocol(IpProtocol above) {
    return changed(draft -> draft.ipProtocol = Optional.of(above));
  }

  /**
   * For some source ports alone.
   *
   * @param ports 0 to 65535
   * @return a changed copy
   */
  public Rule withSourcePorts(NumberRange ports) {
    return changed(draft -> draft.sourcePorts = Optional.of(ports));
  }

  /**
   * For some destination ports alone.
   *
   * @param ports 0 to 65535
   * @return a changed copy
   */
  public Rule withDestinationPorts(NumberRange ports) {
    return changed(draft -> draft.destinationPorts = Optional.of(ports));
  }

  /**
   * For the packets of some users alone.
   *
   * @param ids the users' ids
   * @return a changed copy
   */
  public Rule withUsers(NumberRange ids) {
    return changed(draft -> draft.users = Optional.of(ids));
  }

  /**
   * Asking another table.
   *
   * @param number the table; the bits of an unsigned number
   * @return a changed copy
   */
  public Rule withTable(int number) {
    return changed(draft -> draft.table = number);
  }

  /**
   * Doing something else.
   *
   * @param newAction 1 to ask the table, 3 nothing, 6 blackhole, 7 unreachable, 8 prohibit; 0 to
   *     255
   * @return a changed copy
   */
  public Rule withAction(int newAction) {
    return changed(draft -> draft.action = newAction);
  }

  /**
   * Passing over what the table finds, where its prefix is short.
   *
   * @param bits the longest that is passed over
   * @return a changed copy
   */
  public Rule withSuppressPrefixLength(int bits) {
    return changed(draft -> draft.suppressPrefixLength = OptionalInt.of(bits));
  }

  /**
   * Passing over what the table finds, where it leads to an interface of a group.
   *
   * @param group the group of interfaces; the bits of an unsigned number
   * @return a changed copy
   */
  public Rule withSuppressInterfaceGroup(int group) {
    return withAttribute(FRA_SUPPRESS_IFGROUP, group);
  }

  /**
   * Giving packets a realm, by which traffic is classified.
   *
   * @param realms the realm of the source above, of the destination in the lower sixteen bits
   * @return a changed copy
   */
  public Rule withRealms(int realms) {
    return withAttribute(FRA_FLOW, realms);
  }

  /**
   * Asking the table of the packet's layer 3 master device (VRF).
   *
   * @return a changed copy
   */
  public Rule withLayer3Master() {
    return changed(
        draft -> {
          draft.layer3Master = true;
          draft.table = 0;
        });
  }

  private Rule withAttribute(int type, int number) {
    List<RawAttribute> others = new ArrayList<>(attributes);
    others.removeIf(each -> each.type() == type);
    ByteBuffer value = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
    others.add(new RawAttribute(type, value.putInt(number).array()));
    return withAttributes(others);
  }

  /**
   * Made by somebody else.
   *
   * @param maker as in {@link Route#protocol}; 0 to 255
   * @return a changed copy
   */
  public Rule withProtocol(int maker) {
    return changed(draft -> draft.protocol = maker);
  }

  /**
   * With other attributes of those that have no component here.
   *
   * @param others all of them
   * @return a changed copy
   */
  public Rule withAttributes(List<RawAttribute> others) {
    return changed(draft -> draft.attributes = others);
  }

  private Rule changed(Consumer<RuleDraft> change) {
    RuleDraft draft = RuleDraft.of(this);
    change.accept(draft);
    return draft.build();
  }

  /** What of it is written: the rest tells of a moment. */
  Rule settable() {
    return changed(draft -> draft.flags = flags & ~STATE_FLAGS);
  }

  void write(MessageWriter writer) {
    RuleCodec.write(this, writer);
  }

  static Rule decode(Reply reply) {
    return RuleCodec.decode(reply);
  }

  /** In the words of ip-rule(8). */
  @Override
  public String toString() {
    IpWords words = new IpWords();
    words.word(priority + ":").wordIf((flags & FIB_RULE_INVERT) != 0, "not").word("from");
    words.word(source.map(IpWords::prefix).orElse("all"));
    destination.ifPresent(to -> words.word("to " + IpWords.prefix(to)));
    words.wordIf(typeOfService != 0, String.format("tos 0x%02x", typeOfService));
    String mask = markMask == -1 ? "" : String.format("/0x%x", markMask);
    words.wordIf(mark != 0 || markMask != 0, String.format("fwmark 0x%x", mark) + mask);
    incoming.ifPresent(name -> words.word("iif " + IpWords.quoted(name)));
    outgoing.ifPresent(name -> words.word("oif " + IpWords.quoted(name)));
    users.ifPresent(ids -> words.word("uidrange " + ids.first() + "-" + ids.last()));
    ipProtocol.ifPresent(above -> words.word("ipproto " + above.number()));
    sourcePorts.ifPresent(ports -> words.word("sport " + ports));
    destinationPorts.ifPresent(ports -> words.word("dport " + ports));
    if (action == ACTION_TO_TABLE) {
      words.word("lookup " + (layer3Master ? "[l3mdev-table]" : IpWords.table(table)));
    } else {
      words.word(action < ACTIONS.size() ? ACTIONS.get(action) : String.valueOf(action));
    }
    target.ifPresent(to -> words.word(String.valueOf(to)));
    suppressPrefixLength.ifPresent(bits -> words.word("suppress_prefixlength " + bits));
    words.wordIf(protocol != 0, "proto " + IpWords.protocol(protocol));
    return words.all(attributes).toString();
  }
}
