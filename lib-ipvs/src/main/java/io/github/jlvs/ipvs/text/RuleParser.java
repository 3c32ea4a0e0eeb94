// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.text.RuleTokens.Token;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.net.Quoted;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One line of a rule text as an operation. */
final class RuleParser {
  static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  private final RuleTokens tokens;

  private RuleParser(RuleTokens tokens) {
    this.tokens = tokens;
  }

  /** The operation; throws {@link RuleSyntaxException} where there is none. */
  static Operation operation(List<Token> words, String commands) {
    return new RuleParser(RuleTokens.of(words, commands)).operation();
  }

  private Operation operation() {
    return switch (tokens.command()) {
      case ADD_SERVICE -> new Operation.AddService(service());
      case EDIT_SERVICE -> new Operation.EditService(service());
      case DELETE_SERVICE -> new Operation.DeleteService(onlyId());
      case ADD_SERVER -> {
        ServiceId id = destinationsService();
        yield new Operation.AddDestination(id, DestinationRule.read(tokens, id));
      }
      case EDIT_SERVER -> {
        ServiceId id = destinationsService();
        yield new Operation.EditDestination(id, DestinationRule.read(tokens, id));
      }
      case DELETE_SERVER -> {
        tokens.allow(
            RuleOption.TCP,
            RuleOption.UDP,
            RuleOption.SCTP,
            RuleOption.MARK,
            RuleOption.IPV6,
            RuleOption.SERVER);
        ServiceId id = id();
        yield new Operation.DeleteDestination(id, DestinationRule.id(tokens, id));
      }
      case ZERO ->
          List.of(RuleOption.TCP, RuleOption.UDP, RuleOption.SCTP, RuleOption.MARK).stream()
                  .anyMatch(tokens::has)
              ? new Operation.ZeroService(onlyId())
              : all(new Operation.ZeroAll());
      default -> all(new Operation.Flush());
    };
  }

  private Operation all(Operation operation) {
    tokens.allow();
    return operation;
  }

  private ServiceId onlyId() {
    tokens.allow(RuleOption.TCP, RuleOption.UDP, RuleOption.SCTP, RuleOption.MARK, RuleOption.IPV6);
    return id();
  }

  private ServiceId destinationsService() {
    tokens.allow(
        RuleOption.TCP,
        RuleOption.UDP,
        RuleOption.SCTP,
        RuleOption.MARK,
        RuleOption.IPV6,
        RuleOption.SERVER,
        RuleOption.GATEWAY,
        RuleOption.TUNNEL,
        RuleOption.MASQUERADE,
        RuleOption.WEIGHT,
        RuleOption.UPPER,
        RuleOption.LOWER,
        RuleOption.TUNNEL_TYPE,
        RuleOption.TUNNEL_PORT,
        RuleOption.NO_CHECKSUM,
        RuleOption.CHECKSUM,
        RuleOption.REMOTE_CHECKSUM);
    return id();
  }

  private ServiceId id() {
    List<RuleOption> given =
        List.of(RuleOption.TCP, RuleOption.UDP, RuleOption.SCTP, RuleOption.MARK).stream()
            .filter(tokens::has)
            .toList();
    if (given.isEmpty()) {
      throw new RuleSyntaxException(
          tokens.commandToken().column(), "", "a service is missing: -t, -u, --sctp-service or -f");
    }
    if (given.size() > 1) {
      throw tokens.error(given.get(1), "a line has one service, and " + given.get(0) + " is one");
    }
    if (given.get(0) != RuleOption.MARK && tokens.has(RuleOption.IPV6)) {
      throw tokens.error(RuleOption.IPV6, "belongs to -f alone: an address says its family");
    }
    return switch (given.get(0)) {
      case TCP -> address(RuleOption.TCP, IpProtocol.TCP);
      case UDP -> address(RuleOption.UDP, IpProtocol.UDP);
      case SCTP -> address(RuleOption.SCTP, IpProtocol.SCTP);
      default ->
          new ServiceId.FirewallMark(
              number(tokens, RuleOption.MARK, 1, UNSIGNED_32),
              tokens.has(RuleOption.IPV6) ? AddressFamily.IPV6 : AddressFamily.IPV4);
    };
  }

  private ServiceId address(RuleOption option, IpProtocol protocol) {
    Endpoint endpoint = endpoint(tokens, option);
    return new ServiceId.Address(protocol, endpoint.address(), endpoint.port().orElse(0));
  }

  private VirtualService service() {
    tokens.allow(
        RuleOption.TCP,
        RuleOption.UDP,
        RuleOption.SCTP,
        RuleOption.MARK,
        RuleOption.IPV6,
        RuleOption.SCHEDULER,
        RuleOption.PERSISTENT,
        RuleOption.NETMASK,
        RuleOption.ENGINE,
        RuleOption.FLAGS,
        RuleOption.ONE_PACKET);
    ServiceId id = id();
    String scheduler =
        tokens
            .value(RuleOption.SCHEDULER)
            .map(Token::text)
            .orElse(VirtualService.DEFAULT_SCHEDULER);
    ServiceFlags flags =
        tokens.value(RuleOption.FLAGS).isPresent() ? flags(scheduler) : ServiceFlags.NONE;
    if (tokens.has(RuleOption.ONE_PACKET)) {
      flags = flags.with(ServiceFlags.ONE_PACKET);
    }
    VirtualService service;
    try {
      service = VirtualService.of(id, scheduler).withFlags(flags);
    } catch (IllegalArgumentException e) {
      throw tokens.error(RuleOption.SCHEDULER, String.valueOf(e.getMessage()));
    }
    Optional<Persistence> persistence = persistence(id);
    if (persistence.isPresent()) {
      service = service.withPersistence(persistence.get());
    }
    Optional<String> engine = tokens.value(RuleOption.ENGINE).map(Token::text);
    try {
      return engine.isPresent() ? service.withPersistenceEngine(engine.get()) : service;
    } catch (IllegalArgumentException e) {
      throw tokens.error(RuleOption.ENGINE, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Persistence> persistence(ServiceId id) {
    if (!tokens.has(RuleOption.PERSISTENT)) {
      if (tokens.has(RuleOption.NETMASK)) {
        throw tokens.error(RuleOption.NETMASK, "needs -p: it tells which clients count as one");
      }
      return Optional.empty();
    }
    long seconds =
        tokens.value(RuleOption.PERSISTENT).isPresent()
            ? number(tokens, RuleOption.PERSISTENT, 0, UNSIGNED_32)
            : Persistence.DEFAULT_TIMEOUT_SECONDS;
    Netmask netmask =
        tokens.has(RuleOption.NETMASK) ? netmask(id.family()) : Netmask.host(id.family());
    return Optional.of(new Persistence(seconds, netmask));
  }

  private Netmask netmask(AddressFamily family) {
    if (family == AddressFamily.IPV6) {
      return new Netmask(family, (int) number(tokens, RuleOption.NETMASK, 1, 128));
    }
    String text = tokens.value(RuleOption.NETMASK).map(Token::text).orElse("");
    return IpAddresses.parse(text)
        .filter(mask -> mask instanceof Inet4Address)
        .map(mask -> new Netmask(family, IpAddresses.bits((Inet4Address) mask)))
        .orElseThrow(
            () ->
                tokens.error(
                    RuleOption.NETMASK, "not a mask such as 255.255.255.0: " + Quoted.quote(text)));
  }

  private ServiceFlags flags(String scheduler) {
    ServiceFlags flags = ServiceFlags.NONE;
    String text = tokens.value(RuleOption.FLAGS).map(Token::text).orElse("");
    boolean named = scheduler.equals("sh") || scheduler.equals("mh");
    for (String name : text.split(",", -1)) {
      ServiceFlags flag;
      if (name.equals("flag-1") || (named && name.equals(scheduler + "-fallback"))) {
        flag = ServiceFlags.SCHEDULER_1;
      } else if (name.equals("flag-2") || (named && name.equals(scheduler + "-port"))) {
        flag = ServiceFlags.SCHEDULER_2;
      } else if (name.equals("flag-3")) {
        flag = ServiceFlags.SCHEDULER_3;
      } else {
        throw tokens.error(
            RuleOption.FLAGS,
            "scheduler " + Quoted.quote(scheduler) + " has no flag " + Quoted.quote(name));
      }
      flags = flags.with(flag);
    }
    return flags;
  }

  /** An address with or without a port. */
  record Endpoint(InetAddress address, OptionalInt port) {}

  static Endpoint endpoint(RuleTokens tokens, RuleOption option) {
    String text = tokens.value(option).map(Token::text).orElse("");
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    String host = text;
    OptionalInt port = OptionalInt.empty();
    if (bracketed || (colon >= 0 && text.indexOf(':') == colon)) {
      boolean hasPort = colon > 0 && (!bracketed || text.charAt(colon - 1) == ']');
      if (!hasPort) {
        throw tokens.error(option, "a port is missing behind the address: " + Quoted.quote(text));
      }
      port = OptionalInt.of((int) decimal(tokens, option, text.substring(colon + 1), 0, 65535));
      host = text.substring(bracketed ? 1 : 0, bracketed ? colon - 1 : colon);
    }
    String address = host;
    return new Endpoint(
        IpAddresses.parse(host)
            .filter(found -> !bracketed || AddressFamily.of(found) == AddressFamily.IPV6)
            .orElseThrow(
                () ->
                    tokens.error(
                        option,
                        "not an address in numbers, such as 10.0.0.1:80 or [2001:db8::1]:80: "
                            + Quoted.quote(address))),
        port);
  }

  static long number(RuleTokens tokens, RuleOption option, long lowest, long highest) {
    return decimal(
        tokens, option, tokens.value(option).map(Token::text).orElse(""), lowest, highest);
  }

  private static long decimal(
      RuleTokens tokens, RuleOption option, String text, long lowest, long highest) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw tokens.error(option, "not a number: " + Quoted.quote(text));
    }
    String significant = text.replaceFirst("^0+(?=.)", "");
    long value = significant.length() > 10 ? Long.MAX_VALUE : Long.parseLong(significant);
    if (value < lowest || value > highest) {
      throw tokens.error(
          option, "must be " + lowest + ".." + highest + ", not " + Quoted.quote(text));
    }
    return value;
  }
}
