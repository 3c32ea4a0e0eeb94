// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A {@link Rule} in the making: what is not set is as in a rule that asks the main table. */
final class RuleDraft {
  AddressFamily family = AddressFamily.IPV4;
  long priority;
  Optional<Prefix> source = Optional.empty();
  Optional<Prefix> destination = Optional.empty();
  int typeOfService;
  Optional<String> incoming = Optional.empty();
  Optional<String> outgoing = Optional.empty();
  int mark;
  int markMask;
  Optional<IpProtocol> ipProtocol = Optional.empty();
  Optional<NumberRange> sourcePorts = Optional.empty();
  Optional<NumberRange> destinationPorts = Optional.empty();
  Optional<NumberRange> users = Optional.empty();
  boolean layer3Master;
  int table = Route.TABLE_MAIN;
  int action = Rule.ACTION_TO_TABLE;
  OptionalLong target = OptionalLong.empty();
  OptionalInt suppressPrefixLength = OptionalInt.empty();
  int flags;
  int protocol;
  List<RawAttribute> attributes = new ArrayList<>();

  static RuleDraft of(Rule rule) {
    RuleDraft draft = new RuleDraft();
    draft.family = rule.family();
    draft.priority = rule.priority();
    draft.source = rule.source();
    draft.destination = rule.destination();
    draft.typeOfService = rule.typeOfService();
    draft.incoming = rule.incoming();
    draft.outgoing = rule.outgoing();
    draft.mark = rule.mark();
    draft.markMask = rule.markMask();
    draft.ipProtocol = rule.ipProtocol();
    draft.sourcePorts = rule.sourcePorts();
    draft.destinationPorts = rule.destinationPorts();
    draft.users = rule.users();
    draft.layer3Master = rule.layer3Master();
    draft.table = rule.table();
    draft.action = rule.action();
    draft.target = rule.target();
    draft.suppressPrefixLength = rule.suppressPrefixLength();
    draft.flags = rule.flags();
    draft.protocol = rule.protocol();
    draft.attributes = rule.attributes();
    return draft;
  }

  Rule build() {
    return new Rule(
        family,
        priority,
        source,
        destination,
        typeOfService,
        incoming,
        outgoing,
        mark,
        markMask,
        ipProtocol,
        sourcePorts,
        destinationPorts,
        users,
        layer3Master,
        table,
        action,
        target,
        suppressPrefixLength,
        flags,
        protocol,
        attributes);
  }
}
