// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Matches of nft's JSON (libnftables-json(5)) as conditions. What it leaves out because another
 * match implies it, such as TCP beside a port, is put back.
 *
 * @param sets the elements of named sets, by {@code @NAME}
 */
record NftValues(Map<String, JsonNode> sets) {
  /** A field of one of these implies it. */
  private static final Set<String> PROTOCOLS =
      Set.of(
          "tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmpv6", "igmp", "ah", "esp", "comp",
          "arp", "gre");

  /** A field that several protocols have at the same place, such as a port. */
  private static final String WITH_PORTS = "th";

  NftValues {
    sets = Map.copyOf(sets);
  }

  /** A match: {@code {"op": "==", "left": ..., "right": ...}}. */
  Condition match(JsonNode match) {
    String operator = match.path("op").asText();
    boolean negated = operator.equals("!=");
    if (!negated && !operator.equals("==") && !operator.equals("in")) {
      return ofHeader(match.path("left"), Condition.UNCLEAR);
    }
    Condition holds = any(match.path("left"), match.path("right")).negatedIf(negated);
    return ofHeader(match.path("left"), holds);
  }

  /** A field of a header implies its protocol, whatever is asked of the field. */
  private static Condition ofHeader(JsonNode left, Condition holds) {
    String header = left.path("payload").path("protocol").asText();
    return switch (header) {
      case "ip" -> packet -> packet.isIpv4() ? holds.of(packet) : Truth.NO;
      case "ip6" -> packet -> packet.isIpv4() ? Truth.NO : holds.of(packet);
      case WITH_PORTS ->
          packet -> packet.content().port().isPresent() ? holds.of(packet) : Truth.NO;
      default ->
          PROTOCOLS.contains(header)
              ? packet -> packet.content().isOf(header) ? holds.of(packet) : Truth.NO
              : holds;
    };
  }

  /** Whether an expression has a value, or one of a set's. */
  Condition holds(JsonNode left, JsonNode right) {
    return ofHeader(left, any(left, right));
  }

  private Condition any(JsonNode left, JsonNode right) {
    if (left.path("ct").path("key").asText().equals("state")) {
      return Condition.state(texts(right));
    }
    if (left.path("ct").path("key").asText().equals("status")) {
      // Nothing has translated the addresses of what comes first.
      boolean nat =
          texts(right).stream().allMatch(each -> each.equals("dnat") || each.equals("snat"));
      return nat ? Condition.NEVER : Condition.UNCLEAR;
    }
    return any(right, single(left));
  }

  private Condition any(JsonNode right, Function<JsonNode, Condition> single) {
    JsonNode values = right;
    if (right.isTextual() && right.asText().startsWith("@")) {
      values = sets.getOrDefault(right.asText(), right);
      if (!values.isArray()) {
        return Condition.UNCLEAR;
      }
    } else if (right.has("set")) {
      values = right.path("set");
    }
    if (!values.isArray()) {
      return single.apply(values);
    }
    List<Condition> each = new ArrayList<>();
    values.forEach(value -> each.add(single.apply(element(value))));
    return Condition.any(each);
  }

  /** Of a set with timeouts or comments. */
  private static JsonNode element(JsonNode value) {
    return value.has("elem") ? value.path("elem").path("val") : value;
  }

  private static Function<JsonNode, Condition> single(JsonNode left) {
    String key = left.path("meta").path("key").asText();
    String field =
        left.path("payload").path("protocol").asText()
            + " "
            + left.path("payload").path("field").asText();
    if (key.equals("l4proto") || field.equals("ip protocol") || field.equals("ip6 nexthdr")) {
      return value -> Condition.protocol(value.asText());
    }
    return switch (key.isEmpty() ? field : key) {
      case "iifname", "iif" -> value -> Condition.in(value.asText(), '*');
      case "oifname", "oif" -> value -> Condition.out(value.asText(), '*');
      case "nfproto", "protocol" -> value -> version(value.asText());
      case "pkttype" -> value -> Condition.packetType(value.asText());
      case "ip saddr", "ip6 saddr" -> value -> prefix(value, Condition::source);
      case "ip daddr", "ip6 daddr" -> value -> prefix(value, Condition::destination);
      case "tcp dport", "udp dport", "th dport" -> NftValues::ports;
      default -> value -> Condition.UNCLEAR;
    };
  }

  private static Condition version(String name) {
    return switch (name) {
      case "ipv4", "ip" -> packet -> Truth.of(packet.isIpv4());
      case "ipv6", "ip6" -> packet -> Truth.of(!packet.isIpv4());
      default -> Condition.NEVER;
    };
  }

  private static Condition ports(JsonNode value) {
    JsonNode range = value.path("range");
    JsonNode first = range.isArray() ? range.path(0) : value;
    JsonNode last = range.isArray() ? range.path(1) : value;
    return first.isInt() && last.isInt()
        ? Condition.destinationPorts(first.asInt(), last.asInt())
        : Condition.UNCLEAR;
  }

  private static Condition prefix(JsonNode value, Function<String, Condition> condition) {
    JsonNode prefix = value.path("prefix");
    if (prefix.isObject()) {
      return condition.apply(prefix.path("addr").asText() + "/" + prefix.path("len").asInt());
    }
    return value.isTextual() ? condition.apply(value.asText()) : Condition.UNCLEAR;
  }

  private static List<String> texts(JsonNode right) {
    JsonNode values = right.has("set") ? right.path("set") : right;
    if (!values.isArray()) {
      return List.of(values.asText());
    }
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
