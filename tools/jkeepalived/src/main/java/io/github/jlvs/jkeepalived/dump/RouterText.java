// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static io.github.jlvs.jkeepalived.dump.DumpWords.MASKED;
import static io.github.jlvs.jkeepalived.dump.DumpWords.enabled;
import static io.github.jlvs.jkeepalived.dump.DumpWords.yesNo;

import io.github.jlvs.jkeepalived.snapshot.SecondsText;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.tracking.TrackedState;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The section of the virtual routers in {@code /tmp/keepalived.data}. */
final class RouterText {
  private final Snapshot snapshot;
  private final Owners owners;
  private final ZoneId zone;

  RouterText(Snapshot snapshot, Owners owners, ZoneId zone) {
    this.snapshot = snapshot;
    this.owners = owners;
    this.zone = zone;
  }

  void write(DumpText text) {
    text.section("VRRP Topology");
    for (RouterStatus router : snapshot.routerStatuses()) {
      text.head("VRRP Instance = " + router.setup().name());
      state(router, text);
      place(router, text);
      protocol(router, text);
      addresses(router, text);
      tracked(router.setup(), text);
      told(router, text);
    }
  }

  private void state(RouterStatus router, DumpText text) {
    RouterSetup setup = router.setup();
    Protocol protocol = setup.config().protocol();
    text.row("VRRP Version", protocol.version());
    if (protocol.family() == AddressFamily.IPV6) {
      text.row("Using Native IPv6");
    }
    snapshot.groupStatuses().stream()
        .filter(group -> group.setup().members().contains(setup.name()))
        .forEach(group -> text.row("Sync group", group.setup().name()));
    text.row("State", StateText.of(router.state()).word());
    if (router.state() == State.BACKUP && router.master().isPresent()) {
      text.row("Master router", IpAddresses.format(router.master().get()));
      text.row("Master priority", router.masterPriority());
      if (protocol instanceof Protocol.V3) {
        text.row("Master advert int", inSeconds(router.masterInterval()));
      }
    }
    boolean unicast = setup.transport() instanceof Transport.Unicast;
    text.row(unicast ? "Flags:" : "Flags: none");
    if (unicast) {
      text.line("     Using unicast");
    }
    text.row("Wantstate", StateText.of(router.wanted()).word());
    text.row("Number of config faults", 0);
    text.row("Number of interface and track script faults", router.trackedDown().size());
    text.row("Number of track scripts init", unknownScripts(setup));
    text.row("Last transition", MomentText.both(router.lastTransition(), zone));
    VirtualRouterConfig config = setup.config();
    long down =
        Timers.masterDownNanos(
            protocol, config.downTimerAdverts(), router.masterInterval(), router.priority());
    text.row("Master down timer", TimeUnit.NANOSECONDS.toMicros(down) + " usecs");
  }

  /** Those that it waits for before it starts. */
  private long unknownScripts(RouterSetup setup) {
    List<String> awaited =
        setup.tracked().stream().filter(Tracking::isAwaited).map(Tracking::thing).toList();
    return snapshot.tracked().scripts().stream()
        .filter(script -> script.state() instanceof TrackedState.Unknown)
        .filter(script -> awaited.contains(script.script().thing()))
        .count();
  }

  private static void place(RouterStatus router, DumpText text) {
    RouterSetup setup = router.setup();
    UpperText.of(router, text);
    if (!setup.trackInterface()) {
      text.row("VRRP interface tracking disabled");
    }
    router
        .source()
        .ifPresent(
            source ->
                text.row(
                    "Using src_ip",
                    IpAddresses.format(source)
                        + (setup.source().isPresent() ? " (from configuration)" : "")));
    if (setup.transport() instanceof Transport.Multicast multicast) {
      text.row("Multicast address " + IpAddresses.format(multicast.group()) + on(router));
    }
  }

  /** Over IPv6 a group means nothing without an interface. */
  private static String on(RouterStatus router) {
    return router
        .source()
        .filter(InetAddress::isLinkLocalAddress)
        .filter(Inet6Address.class::isInstance)
        .map(source -> ", ifindex " + ((Inet6Address) source).getScopeId())
        .orElse("");
  }

  private static void protocol(RouterStatus router, DumpText text) {
    RouterSetup setup = router.setup();
    VirtualRouterConfig config = setup.config();
    announcing(config.gratuitousArp(), "Gratuitous ARP refresh", text::row);
    text.row("Down timer adverts", config.downTimerAdverts());
    UpperText.refreshed(setup, text);
    text.row("Send advert after receive lower priority advert", config.answerLowerPriority());
    text.row("Send advert after receive higher priority advert", config.advertiseBeforeYielding());
    if (config.ignoresAsOwner()) {
      text.row("Owner ignores adverts", true);
    }
    text.row("Virtual Router ID", config.vrid());
    text.row("Priority", config.priority());
    text.row("Effective priority", router.priority());
    text.row("Total priority", router.totalPriority());
    boolean version3 = config.protocol() instanceof Protocol.V3;
    text.row(
        "Advert interval",
        version3 ? inMillis(config.interval()) : config.interval().seconds() + " sec");
    if (version3 && router.state() == State.BACKUP && router.master().isPresent()) {
      text.row("Master advert interval", inMillis(router.masterInterval()));
    }
    text.row("Accept", enabled(config.acceptMode()));
    text.row("Preempt", enabled(config.preempt()));
    if (!config.preemptDelay().isZero()) {
      text.row("Preempt delay", SecondsText.of(config.preemptDelay()) + " secs");
    }
    text.row("Promote_secondaries", enabled(setup.promoteSecondaries()));
    boolean password = config.authentication() instanceof SimplePassword;
    if (!version3) {
      text.row("Authentication type", password ? "SIMPLE_PASSWORD" : "none");
    }
    if (password) {
      text.row("Password", MASKED);
    }
    setup.hmac().ifPresent(settings -> text.row("HMAC", HmacText.of(settings)));
    if (setup.socketUse().receiveBuffer() > 0) {
      text.row("Kernel rx buffer size", setup.socketUse().receiveBuffer());
    }
  }

  private static String inMillis(AdvertisementInterval interval) {
    return TimeUnit.NANOSECONDS.toMillis(interval.nanos()) + " milli-sec";
  }

  private static String inSeconds(AdvertisementInterval interval) {
    return String.format(Locale.ROOT, "%.2f sec", interval.centiseconds() / 100.0);
  }

  /** Whole seconds, since an exporter takes nothing else. */
  static void announcing(GratuitousArp arp, String refresh, BiConsumer<String, Object> line) {
    line.accept("Gratuitous ARP delay", arp.masterDelay().toSeconds());
    line.accept("Gratuitous ARP repeat", arp.masterRounds());
    line.accept(refresh, arp.refresh().toSeconds());
    line.accept("Gratuitous ARP refresh repeat", arp.refreshRounds());
    line.accept("Gratuitous ARP lower priority delay", arp.lowerPriorityDelay().toSeconds());
    line.accept("Gratuitous ARP lower priority repeat", arp.lowerPriorityRounds());
  }

  private static void addresses(RouterStatus router, DumpText text) {
    RouterSetup setup = router.setup();
    text.list(
        "Virtual IP (" + setup.addresses().size() + "):",
        AddressText.all(setup.addresses(), router));
    text.list("Virtual IP Excluded :", AddressText.all(setup.excluded(), router));
    if (setup.transport() instanceof Transport.Unicast unicast) {
      text.row("Unicast TTL", unicast.ttl());
      text.row("Check unicast src : " + yesNo(unicast.checkSource()));
      text.list(
          "Unicast Peer :",
          unicast.peers().stream()
              .map(
                  peer ->
                      "%s min_ttl %d max_ttl %d"
                          .formatted(
                              IpAddresses.format(peer.address()),
                              peer.lowestTtl(),
                              peer.highestTtl()))
              .toList());
      text.row("Unicast checksum compatibility", "no");
    }
    text.list("Virtual Routes :", RoutingText.routes(setup));
    text.list("Virtual Rules :", RoutingText.rules(setup));
  }

  private static void tracked(RouterSetup setup, DumpText text) {
    text.list(
        "Tracked interfaces :",
        setup.trackedInterfaces().stream()
            .map(each -> each.thing() + " " + TrackedKind.weight(each))
            .toList());
    tracked(setup, TrackedKind.SCRIPT, "Tracked scripts :", " ", text);
    tracked(setup, TrackedKind.FILE, "Tracked files :", ", ", text);
    tracked(setup, TrackedKind.PROCESS, "Tracked processes :", ", ", text);
  }

  private static void tracked(
      RouterSetup setup, TrackedKind kind, String label, String between, DumpText text) {
    text.list(
        label,
        kind.among(setup.tracked()).stream()
            .map(each -> kind.name(each) + between + TrackedKind.weight(each))
            .toList());
  }

  private void told(RouterStatus router, DumpText text) {
    Snapshot.Told told = snapshot.told(router);
    NotifyText notify = new NotifyText(text, owners);
    notify.mail(told.alerts(), snapshot.configuration());
    text.row("Notify deleted", told.scripts().deleted().isPresent() ? "Deleted" : "Fault");
    notify.scripts(told.scripts());
    text.row("Notify priority changes", told.scripts().priorityChanges());
  }
}
