// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Authentication;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the members of a line into what the state machine takes. What is absent has its default.
 */
final class VectorReader {
  private static final Set<String> ROUTER =
      Set.of(
          "version",
          "family",
          "checksum",
          "require-same-addresses",
          "vrid",
          "primary",
          "priority",
          "interval",
          "addresses",
          "authentication",
          "password",
          "preempt",
          "preempt-delay",
          "down-timer-adverts",
          "accept",
          "answer-lower-priority",
          "advertise-before-yielding",
          "ignores-as-owner",
          "highest-other",
          "garp-master-rounds",
          "garp-master-delay",
          "garp-refresh",
          "garp-refresh-rounds",
          "garp-lower-priority-rounds",
          "garp-lower-priority-delay",
          "garp-elsewhere");

  private VectorReader() {}

  static VirtualRouterConfig config(JsonNode router) {
    router
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!ROUTER.contains(name)) {
                throw new IllegalArgumentException("a router has no member " + name);
              }
            });
    InetAddress[] addresses = new InetAddress[router.required("addresses").size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = ip(router.get("addresses").get(i).asText());
    }
    GratuitousArp arp = GratuitousArp.DEFAULT;
    VirtualRouterConfig.Builder builder =
        VirtualRouterConfig.builder(router.required("vrid").asInt(), addresses);
    if (router.has("highest-other")) {
      builder.highestOther(router.get("highest-other").asInt());
    }
    return builder
        .priority(router.required("priority").asInt())
        .protocol(protocol(router))
        .requireSameAddresses(router.path("require-same-addresses").asBoolean(false))
        .interval(interval(router.required("interval")))
        .preempt(router.path("preempt").asBoolean(true))
        .preemptDelay(duration(router, "preempt-delay", Duration.ZERO))
        .downTimerAdverts(router.path("down-timer-adverts").asInt(3))
        .acceptMode(router.path("accept").asBoolean(true))
        .answerLowerPriority(router.path("answer-lower-priority").asBoolean(true))
        .advertiseBeforeYielding(router.path("advertise-before-yielding").asBoolean(false))
        .ignoresAsOwner(router.path("ignores-as-owner").asBoolean(false))
        .gratuitousArp(
            new GratuitousArp(
                router.path("garp-master-rounds").asInt(arp.masterRounds()),
                duration(router, "garp-master-delay", arp.masterDelay()),
                duration(router, "garp-refresh", arp.refresh()),
                router.path("garp-refresh-rounds").asInt(arp.refreshRounds()),
                router.path("garp-lower-priority-rounds").asInt(arp.lowerPriorityRounds()),
                duration(router, "garp-lower-priority-delay", arp.lowerPriorityDelay()),
                duration(router, "garp-elsewhere", arp.elsewhere())))
        .build();
  }

  static Input input(JsonNode line, VirtualRouterConfig config) {
    String name = line.required("input").asText();
    return switch (name) {
      case "startup" -> new Input.Startup(duration(line, "delay", Duration.ZERO));
      case "shutdown" -> new Input.Shutdown();
      case "resign" -> new Input.Resign();
      case "tick" -> Input.Tick.INSTANCE;
      case "advertisement" ->
          new Input.AdvertisementReceived(
              advertisement(line, config), address(line, "from"), difference(line));
      case "refused" ->
          // Whatever the rejection, the state machine counts it and passes it on.
          new Input.AdvertisementRefused(difference(line).orElseThrow(), address(line, "from"));
      case "priority" -> new Input.PriorityChanged(line.required("priority").asInt());
      case "down" -> new Input.TrackedDown(line.required("tracked").asText());
      case "up" -> new Input.TrackedUp(line.required("tracked").asText());
      case "address-lost" -> new Input.AddressLost(ip(line.required("address").asText()));
      case "address-restored" -> new Input.AddressRestored(ip(line.required("address").asText()));
      case "primary-address" -> new Input.PrimaryAddressChanged(address(line, "address"));
      case "configuration" -> new Input.Reconfigured(config(line.required("router")));
      default -> throw new IllegalArgumentException("there is no input " + name);
    };
  }

  /** One that says nothing of its interval has the router's own. */
  private static Advertisement advertisement(JsonNode line, VirtualRouterConfig config) {
    int priority = line.required("priority").asInt();
    return new Advertisement(
        config.protocol(),
        config.vrid(),
        priority,
        line.has("interval") ? interval(line.get("interval")) : config.interval(),
        config.addresses());
  }

  private static AdvertisementInterval interval(JsonNode seconds) {
    return new AdvertisementInterval((int) (nanos(seconds) / 10_000_000));
  }

  private static Optional<Rejection> difference(JsonNode line) {
    return line.has("field")
        ? Optional.of(
            new Rejection.IpHeader(
                line.required("field").asText(),
                line.required("mine").asText(),
                line.required("theirs").asText()))
        : Optional.empty();
  }

  private static Protocol protocol(JsonNode router) {
    if (router.path("version").asInt(Protocol.V2.VERSION) == Protocol.V2.VERSION) {
      return new Protocol.V2(authentication(router));
    }
    AddressFamily family = AddressFamily.valueOf(constant(router, "family", "ipv4"));
    return new Protocol.V3(
        family, Protocol.Checksum.valueOf(constant(router, "checksum", "with-pseudo-header")));
  }

  private static String constant(JsonNode router, String name, String otherwise) {
    return router.path(name).asText(otherwise).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  static long nanos(JsonNode seconds) {
    return seconds.decimalValue().multiply(BigDecimal.valueOf(1_000_000_000)).longValueExact();
  }

  static InetAddress address(JsonNode node, String name) {
    return ip(node.required(name).asText());
  }

  static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A recording tells the type, never the password; the state machine needs neither. */
  private static Authentication authentication(JsonNode router) {
    if (router.has("password")) {
      return SimplePassword.of(router.get("password").asText());
    }
    return router.path("authentication").asInt() == 0
        ? Authentication.none()
        : SimplePassword.of("unknown");
  }

  private static Duration duration(JsonNode router, String name, Duration otherwise) {
    return router.has(name) ? Duration.ofNanos(nanos(router.get(name))) : otherwise;
  }
}
