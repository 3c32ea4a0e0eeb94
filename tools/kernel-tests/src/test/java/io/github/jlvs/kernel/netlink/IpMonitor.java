// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.netlink;

import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Neighbour;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.Rule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ip -N -o monitor label link address route rule neigh} and our events say of a change,
 * in the same few words: {@code "ADDR + 2 10.1.80.90/32"}.
 */
final class IpMonitor {
  private static final int MAIN = 254;
  private static final Map<Integer, String> STATES =
      Map.of(
          Neighbour.REACHABLE,
          "REACHABLE",
          Neighbour.STALE,
          "STALE",
          Neighbour.FAILED,
          "FAILED",
          0x40,
          "NOARP",
          Neighbour.PERMANENT,
          "PERMANENT");

  private IpMonitor() {}

  /** One of its lines. */
  static String words(String line) {
    int end = line.indexOf(']');
    String label = line.substring(1, end);
    String rest = line.substring(end + 1);
    boolean deleted = rest.startsWith("Deleted ");
    List<String> words =
        Arrays.asList((deleted ? rest.substring(8) : rest).strip().split("[\\s\\\\]+"));
    return label + (deleted ? " - " : " + ") + detail(label, words);
  }

  private static String detail(String label, List<String> words) {
    return switch (label) {
      case "LINK" -> link(words);
      case "ADDR" ->
          words.get(0).replace(":", "")
              + " "
              + prefix(words.get(3))
              + " scope "
              + after("scope", words).orElse("-");
      case "ROUTE" -> route(words);
      case "RULE" ->
          "%s from %s to %s table %s"
              .formatted(
                  words.get(0).replace(":", ""),
                  after("from", words).map(IpMonitor::prefix).orElse("-"),
                  after("to", words).map(IpMonitor::prefix).orElse("-"),
                  after("lookup", words).orElse("-"));
      default ->
          "%s %s %s"
              .formatted(
                  prefix(words.get(0)),
                  after("lladdr", words).orElse("-"),
                  words.get(words.size() - 1));
    };
  }

  private static String link(List<String> words) {
    List<String> flags = List.of(words.get(2).replaceAll("[<>]", "").split(","));
    return "%s %s mtu %s %s"
        .formatted(
            words.get(0).replace(":", ""),
            words.get(1).replace(":", ""),
            after("mtu", words).orElse("-"),
            flags.contains("UP") ? "up" : "down");
  }

  private static String route(List<String> words) {
    // The type is said where it is none of the usual ones.
    boolean typed = words.get(0).matches("\\d+") && words.size() > 1;
    String destination = words.get(typed ? 1 : 0);
    return "%s %s via %s table %s metric %s"
        .formatted(
            typed ? words.get(0) : "1",
            destination.equals("default") ? "default" : prefix(destination),
            after("via", words).map(IpMonitor::prefix).orElse("-"),
            after("table", words).orElse(Integer.toString(MAIN)),
            after("metric", words).orElse("0"));
  }

  private static Optional<String> after(String word, List<String> words) {
    int at = words.indexOf(word);
    return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
  }

  /** One of our events. */
  static String words(RouteEvent event) {
    if (event instanceof RouteEvent.LinkChanged changed) {
      return "LINK + " + link(changed.link());
    } else if (event instanceof RouteEvent.LinkDeleted deleted) {
      return "LINK - " + link(deleted.link());
    } else if (event instanceof RouteEvent.AddressAdded added) {
      return "ADDR + " + address(added.address());
    } else if (event instanceof RouteEvent.AddressDeleted deleted) {
      return "ADDR - " + address(deleted.address());
    } else if (event instanceof RouteEvent.RouteAdded added) {
      return "ROUTE + " + route(added.route());
    } else if (event instanceof RouteEvent.RouteDeleted deleted) {
      return "ROUTE - " + route(deleted.route());
    } else if (event instanceof RouteEvent.RuleAdded added) {
      return "RULE + " + rule(added.rule());
    } else if (event instanceof RouteEvent.RuleDeleted deleted) {
      return "RULE - " + rule(deleted.rule());
    } else if (event instanceof RouteEvent.NeighbourChanged changed) {
      return "NEIGH + " + neighbour(changed.neighbour());
    } else if (event instanceof RouteEvent.NeighbourDeleted deleted) {
      return "NEIGH - " + neighbour(deleted.neighbour());
    }
    return event.toString();
  }

  private static String link(Link link) {
    return "%d %s mtu %d %s"
        .formatted(
            link.index(),
            link.name(),
            link.mtu(),
            (link.flags() & Link.IFF_UP) != 0 ? "up" : "down");
  }

  private static String address(IfAddress address) {
    return "%d %s scope %d"
        .formatted(
            address.interfaceIndex(),
            prefix(text(address.address()) + "/" + address.prefixLength()),
            address.scope());
  }

  private static String route(Route route) {
    return "%d %s via %s table %d metric %d"
        .formatted(
            route.type(),
            route.destination().map(IpMonitor::prefix).orElse("default"),
            route.gateway().map(IpMonitor::text).orElse("-"),
            route.table(),
            route.metric());
  }

  private static String rule(Rule rule) {
    return "%d from %s to %s table %d"
        .formatted(
            rule.priority(),
            rule.source().map(IpMonitor::prefix).orElse("all"),
            rule.destination().map(IpMonitor::prefix).orElse("-"),
            rule.table());
  }

  private static String neighbour(Neighbour neighbour) {
    String hardware = neighbour.hardwareAddress().toString();
    return "%s %s %s"
        .formatted(
            text(neighbour.address()),
            hardware.isEmpty() ? "-" : hardware,
            STATES.getOrDefault(neighbour.state(), "state " + neighbour.state()));
  }

  private static String prefix(Prefix prefix) {
    return prefix(text(prefix.address()) + "/" + prefix.length());
  }

  /** An address or prefix in one spelling: the length is left out where it is the whole address. */
  private static String prefix(String word) {
    if (word.equals("all")) {
      return word;
    }
    String[] parts = word.split("/");
    InetAddress address = parse(parts[0]);
    int whole = address.getAddress().length * Byte.SIZE;
    return parts.length == 1 || Integer.parseInt(parts[1]) == whole
        ? text(address)
        : text(address) + "/" + parts[1];
  }

  private static InetAddress parse(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** ip monitor names the interface elsewhere, not behind a link-local address. */
  private static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
