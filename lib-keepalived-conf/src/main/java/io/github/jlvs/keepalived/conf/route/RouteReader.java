// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.keepalived.conf.argument.AddressValue;
import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.PrefixValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.NextHop;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.vrrp.linux.VirtualRoute;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a line of {@code virtual_routes} or {@code static_routes}. */
public final class RouteReader {
  /** What a line is, for the documentation. */
  public static final String LINE =
      "a route as `ip route` takes it: a type, a prefix or default, via, dev, src, table, metric,"
          + " scope, tos, protocol, onlink, from, expires, pref, metrics such as mtu with lock,"
          + " nexthop; no_track";

  private static final Map<String, Integer> TYPES =
      Map.of(
          "unicast",
          Route.TYPE_UNICAST,
          "local",
          2,
          "broadcast",
          3,
          "anycast",
          4,
          "multicast",
          5,
          "blackhole",
          Route.TYPE_BLACKHOLE,
          "unreachable",
          Route.TYPE_UNREACHABLE,
          "prohibit",
          Route.TYPE_PROHIBIT,
          "throw",
          Route.TYPE_THROW);

  private static final Map<String, Integer> PREFERENCES = Map.of("low", 3, "medium", 0, "high", 1);

  private static final List<String> OPTIONS =
      List.of(
          "to",
          "via",
          "gw",
          "or",
          "dev",
          "oif",
          "src",
          "from",
          "table",
          "protocol",
          "scope",
          "metric",
          "priority",
          "preference",
          "tos",
          "dsfield",
          "onlink",
          "expires",
          "pref",
          "nexthop",
          "no_track",
          "track_group");

  private final LineWords line;
  private final boolean isStatic;
  private final MetricOptions metrics = new MetricOptions();
  private final List<VirtualRoute.Hop> hops = new ArrayList<>();
  private Optional<PrefixOrAll> destination = Optional.empty();
  private Optional<Prefix> source = Optional.empty();
  private Optional<InetAddress> gateway = Optional.empty();
  private Optional<InetAddress> second = Optional.empty();
  private Optional<String> device = Optional.empty();
  private Optional<InetAddress> preferredSource = Optional.empty();
  private Optional<Word> trackGroup = Optional.empty();
  private Optional<Integer> protocol = Optional.empty();
  private Optional<Integer> preference = Optional.empty();
  private Optional<Long> expires = Optional.empty();
  private int type = Route.TYPE_UNICAST;
  private int typeOfService;
  private int table = Route.TABLE_MAIN;
  private int scope = Route.SCOPE_GLOBAL;
  private int flags;
  private long metric;
  private boolean tracked = true;

  private RouteReader(LineWords line, boolean isStatic) {
    this.line = line;
    this.isStatic = isStatic;
  }

  /**
   * Reads a line.
   *
   * @param statement the line
   * @param isStatic whether it stands in {@code static_routes}
   * @param words receives what is wrong with it
   * @param names names of tables and the like
   * @return the route; nothing, and an error, where the line is none
   */
  public static Optional<Line<VirtualRoute>> read(
      Statement statement, boolean isStatic, Words words, IpNames names) {
    RouteReader reader = new RouteReader(new LineWords(statement, words, names), isStatic);
    while (reader.line.hasNext()) {
      reader.option(reader.line.next());
    }
    return reader.finish();
  }

  private void option(Word word) {
    String text = word.text();
    switch (text) {
      case "to" -> line.value(word).ifPresent(this::destination);
      case "via" -> gateway = gateway(word);
      case "gw" -> {
        line.warning(word.position(), "'gw' is obsolete: write 'via'");
        gateway = gateway(word);
      }
      case "or" -> alternative(word);
      case "dev", "oif" -> device = line.value(word, new InterfaceValue());
      case "src" -> preferredSource = line.value(word, new AddressValue());
      case "from" -> source = line.value(word, new PrefixValue()).map(RouteReader::clean);
      case "table" ->
          table =
              line.named(word, IpNames.Kind.TABLE)
                  .filter(number -> number != 0)
                  .orElse(Route.TABLE_MAIN);
      case "protocol" -> protocol = line.named(word, IpNames.Kind.PROTOCOL);
      case "scope" -> scope = line.named(word, IpNames.Kind.SCOPE).orElse(0);
      case "metric", "priority", "preference" ->
          metric = line.number(word, 0, 0xffff_ffffL).orElse(0L);
      case "tos", "dsfield" -> typeOfService = line.named(word, IpNames.Kind.TOS).orElse(0);
      case "onlink" -> flags |= Route.RTNH_F_ONLINK;
      case "expires" -> expires = line.number(word, 0, 0xffff_ffffL);
      case "pref" -> line.value(word).ifPresent(this::preference);
      case "nexthop" -> nextHop(word);
      case "no_track" -> tracked = false;
      case "track_group" -> trackGroup(word);
      case "ttl-propagate" -> propagate(word);
      case "encap" -> encapsulation(word);
      case "as" -> {
        line.take("to");
        line.value(word)
            .ifPresent(
                unused ->
                    line.warning(
                        word.position(), "'as' is for MPLS alone: ignored, as keepalived does"));
      }
      default -> other(word);
    }
  }

  private void other(Word word) {
    String text = word.text();
    if (TYPES.containsKey(text)) {
      type = TYPES.getOrDefault(text, Route.TYPE_UNICAST);
    } else if (MetricOptions.options().contains(text)) {
      metrics.read(word, line);
    } else if (destination.isEmpty() && (PrefixOrAll.isAll(text) || isPrefix(text))) {
      destination(word);
    } else {
      List<String> all = new ArrayList<>(OPTIONS);
      all.addAll(MetricOptions.options());
      all.addAll(TYPES.keySet());
      line.error(
          word, Quoted.quote(text) + " is not an option of a route" + Suggestion.hint(text, all));
      line.skipRest();
    }
  }

  private static boolean isPrefix(String text) {
    int slash = text.indexOf('/');
    return IpAddresses.parse(slash < 0 ? text : text.substring(0, slash)).isPresent();
  }

  private static Prefix clean(Prefix prefix) {
    return new Prefix(prefix.network(), prefix.length());
  }

  private void destination(Word word) {
    destination = PrefixOrAll.read(word, line);
  }

  /** With the word for its family before it, as ip-route(8) takes it. */
  private Optional<InetAddress> gateway(Word option) {
    boolean inet = line.take("inet");
    boolean inet6 = !inet && line.take("inet6");
    Optional<Word> word = line.peek();
    Optional<InetAddress> read = line.value(option, new AddressValue());
    if (read.isPresent() && (inet || inet6)) {
      AddressFamily said = inet ? AddressFamily.IPV4 : AddressFamily.IPV6;
      if (AddressFamily.of(read.get()) != said) {
        line.error(
            word.orElse(option),
            Quoted.quote(IpAddresses.format(read.get())) + " is not an address of that family");
      }
    }
    return read;
  }

  private void alternative(Word word) {
    Optional<InetAddress> read = gateway(word);
    if (second.isPresent()) {
      line.warning(word.position(), "a second 'or' is ignored, as keepalived does");
      return;
    }
    line.warning(word.position(), "'or' is obsolete: write a 'nexthop' for each router");
    second = read;
  }

  private void preference(Word word) {
    if (PREFERENCES.containsKey(word.text())) {
      preference = Optional.of(PREFERENCES.getOrDefault(word.text(), 0));
    } else {
      line.error(
          word, Quoted.quote(word.text()) + " is not a preference: known are low, medium, high");
    }
  }

  private void trackGroup(Word word) {
    if (!isStatic) {
      line.error(
          word, "'track_group' is for static routes: a virtual route is tracked by its instance");
    }
    trackGroup = line.value(word);
  }

  private void propagate(Word option) {
    line.value(option)
        .ifPresent(
            word -> {
              if (!word.text().equals("enabled") && !word.text().equals("disabled")) {
                line.error(
                    word, Quoted.quote(word.text()) + " is neither 'enabled' nor 'disabled'");
              }
            });
  }

  private void encapsulation(Word word) {
    line.error(
        word,
        "'encap' is not supported: the route would lead elsewhere without it (make a tunnel"
            + " interface and write 'dev')");
    line.skipRest();
  }

  private void nextHop(Word first) {
    Optional<InetAddress> router = Optional.empty();
    Optional<String> through = Optional.empty();
    int weight = 1;
    int bits = 0;
    while (line.hasNext() && !line.peek().map(Word::text).orElse("").equals("nexthop")) {
      Word word = line.next();
      switch (word.text()) {
        case "via" -> router = gateway(word);
        case "dev", "oif" -> through = line.value(word, new InterfaceValue());
        case "weight" -> weight = line.value(word, NumberValue.integer("weight", 1, 256)).orElse(1);
        case "onlink" -> bits |= Route.RTNH_F_ONLINK;
        case "encap" -> encapsulation(word);
        default -> {
          line.error(
              word,
              Quoted.quote(word.text())
                  + " is not an option of a next hop: via, dev, weight, onlink are (what concerns"
                  + " the whole route stands before the first 'nexthop')");
          line.skipRest();
        }
      }
    }
    if (router.isEmpty() && through.isEmpty() && !line.isWrong()) {
      line.error(first, "a 'nexthop' needs 'via' or 'dev'");
    }
    hops.add(new VirtualRoute.Hop(new NextHop(router, 0, weight, bits, List.of()), through));
  }

  private Optional<Line<VirtualRoute>> finish() {
    if (destination.isEmpty()) {
      if (!line.isWrong()) {
        line.error(line.position(), "this route has no destination: a prefix or 'default'");
      }
      return Optional.empty();
    }
    combineAlternatives();
    AddressFamily family = family();
    if (!line.isWrong()) {
      check(family);
    }
    return line.isWrong() ? Optional.empty() : Optional.of(new Line<>(route(family), trackGroup));
  }

  /** Both routers carry the packets. */
  private void combineAlternatives() {
    if (second.isEmpty()) {
      return;
    }
    List<InetAddress> routers = new ArrayList<>();
    gateway.ifPresent(routers::add);
    second.ifPresent(routers::add);
    for (InetAddress router : routers) {
      hops.add(new VirtualRoute.Hop(NextHop.via(router), device));
    }
    gateway = Optional.empty();
    device = Optional.empty();
  }

  private AddressFamily family() {
    Optional<AddressFamily> said = destination.flatMap(PrefixOrAll::family);
    if (said.isPresent()) {
      return said.get();
    }
    List<InetAddress> others = addresses();
    return others.isEmpty() ? AddressFamily.IPV4 : AddressFamily.of(others.get(0));
  }

  private List<InetAddress> addresses() {
    List<InetAddress> all = new ArrayList<>();
    gateway.ifPresent(all::add);
    preferredSource.ifPresent(all::add);
    source.ifPresent(prefix -> all.add(prefix.address()));
    hops.forEach(hop -> hop.hop().gateway().ifPresent(all::add));
    return all;
  }

  /** What the kernel would refuse, each time anew. */
  private void check(AddressFamily family) {
    addresses().stream()
        .filter(address -> AddressFamily.of(address) != family)
        .findFirst()
        .ifPresent(
            other ->
                line.error(
                    line.position(),
                    Quoted.quote(IpAddresses.format(other))
                        + " is of another address family than the route"));
    if (family == AddressFamily.IPV4) {
      onlyIpv6("from", source.isPresent());
      onlyIpv6("expires", expires.isPresent());
      onlyIpv6("pref", preference.isPresent());
    }
    boolean leads = gateway.isPresent() || device.isPresent() || !hops.isEmpty();
    boolean refuses = type >= Route.TYPE_BLACKHOLE;
    if (refuses && leads) {
      line.error(
          line.position(), "a route that leads nowhere takes no 'via', 'dev', 'nexthop' or 'or'");
    } else if (!refuses && !leads) {
      line.error(
          line.position(),
          "this route leads nowhere: it needs 'via', 'dev' or 'nexthop' (or a type such as"
              + " 'blackhole')");
    }
    if (!hops.isEmpty() && (gateway.isPresent() || device.isPresent())) {
      line.error(
          line.position(),
          "a route has 'nexthop' or 'via' and 'dev', which the kernel takes apart");
    }
    if ((flags & Route.RTNH_F_ONLINK) != 0 && device.isEmpty()) {
      line.error(line.position(), "'onlink' needs 'dev': the link that the router is on");
    }
    checkTracking();
  }

  private void onlyIpv6(String option, boolean given) {
    if (given) {
      line.error(line.position(), "'" + option + "' is for IPv6 routes alone");
    }
  }

  private void checkTracking() {
    if (tracked && protocol.filter(number -> number != Route.PROTOCOL_KEEPALIVED).isPresent()) {
      line.warning(
          line.position(),
          "a route that is tracked has the protocol keepalived (18): that is taken, as keepalived"
              + " does ('no_track' keeps the other)");
      protocol = Optional.empty();
    }
    if (trackGroup.isPresent() && device.isEmpty()) {
      line.warning(
          line.position(),
          "'track_group' without 'dev' tracks nothing: ignored, as keepalived does");
      trackGroup = Optional.empty();
    }
  }

  private VirtualRoute route(AddressFamily family) {
    Prefix to =
        destination.flatMap(PrefixOrAll::prefix).orElse(new Prefix(family.unspecified(), 0));
    Route route =
        Route.to(to)
            .withType(type)
            .withTypeOfService(typeOfService)
            .withTable(table)
            .withProtocol(protocol.orElse(Route.PROTOCOL_KEEPALIVED))
            .withScope(scope)
            .withMetric(metric)
            .withFlags(flags)
            .withMetrics(metrics.metrics());
    route = gateway.isPresent() ? route.via(gateway.get()) : route;
    route = preferredSource.isPresent() ? route.withPreferredSource(preferredSource.get()) : route;
    route = source.isPresent() ? route.withSource(source.get()) : route;
    route = expires.isPresent() ? route.withLifetime(expires.get()) : route;
    route = preference.isPresent() ? route.withPreference(preference.get()) : route;
    return new VirtualRoute(route, device, hops, tracked);
  }
}
