// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Page;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.Wires;
import io.github.jlvs.hadr.scenario.Allowed;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.VirtualServer;
import io.github.jlvs.lab.VirtualServer.RealServer;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What several steps look for, and where they show it. */
final class GuideChecks {
  /** For what comes at once, on a machine that may be busy with other things. */
  static final Duration SOON = Duration.ofSeconds(10);

  private final GuideSite guide;
  private final Assertions checks;

  GuideChecks(GuideSite guide, Assertions checks) {
    this.guide = guide;
    this.checks = checks;
  }

  /** How long to wait for what may take so long. */
  Duration patience(Allowed allowed) {
    return allowed.atMost().plus(checks.slack()).plusSeconds(5);
  }

  /** Waits for an advertisement of a director to reach ds2, or to leave it. */
  VrrpAdvert advertAtDs2(
      Director from, Instant since, Predicate<VrrpAdvert> wanted, Duration limit) {
    String what = "an advertisement from " + from;
    return checks.await(
        what,
        limit,
        () ->
            guide
                .wires()
                .atDs2()
                .awaitAdvert(
                    what, since, a -> a.source().equals(from.address()) && wanted.test(a), limit));
  }

  /** The director, started a moment ago, takes the address within the time it may need for that. */
  VrrpAdvert becomesMasterAfterStart(Director director) {
    Allowed allowed = director.daemon().afterStart(Protocol.masterDown(director.priority()));
    VrrpAdvert first =
        advertAtDs2(director, director.started(), a -> a.priority() > 0, patience(allowed));
    checks.within(
        director + "'s start to its first advertisement",
        Duration.between(director.started(), first.time()),
        allowed);
    return first;
  }

  /** A director has the virtual address, the other does not, and everybody was told. */
  void hasTheAddressAlone(Director master, Instant since) {
    Director backup = guide.other(master);
    checks.eventually(GuideSite.VIP + " is on " + master, SOON, master::hasVip);
    checks.eventually(
        GuideSite.VIP + " is not on " + backup, SOON, backup::vips, vips -> vips.isEmpty());
    checks.eventually(
        "gratuitous ARP told the client that " + GuideSite.VIP + " is at " + master.mac(),
        SOON,
        () -> !Wires.gratuitousArps(guide.wires().atClient(), master, since).isEmpty());
  }

  /**
   * A director says nothing more. That counts when the other's advertisements are seen in the same
   * place, for longer than a master may be silent.
   *
   * @param quiet who says nothing
   * @param speaking who advertises meanwhile
   * @param since from when
   */
  void saysNothing(Director quiet, Director speaking, Instant since) {
    Instant until = since.plus(Protocol.ADVERTISEMENT_INTERVAL.multipliedBy(2));
    Capture wire = guide.wires().atSwitch();
    String what = "an advertisement from " + speaking + ", two intervals later";
    Duration limit = Protocol.ADVERTISEMENT_INTERVAL.multipliedBy(2).plus(SOON);
    checks.await(
        what,
        limit,
        () -> wire.awaitAdvert(what, until, a -> a.source().equals(speaking.address()), limit));
    checks.that(
        quiet + " says nothing, while tcpdump sees " + speaking + " advertise",
        Wires.adverts(wire, quiet, since),
        List::isEmpty);
  }

  /** The client gets the page through a director, by direct routing. */
  Page pageThrough(Director director) {
    Instant[] asked = {Instant.now()};
    Page[] page = {new Page(-1, "")};
    checks.eventually(
        "client$ curl http://" + GuideSite.VIP + "/ gives the guide's page",
        SOON,
        () -> {
          asked[0] = Instant.now();
          page[0] = guide.client().fetch();
          return page[0];
        },
        Page::welcome);
    if (!page[0].welcome()) {
      return page[0];
    }
    checks.that(
        "the page says: "
            + page[0]
            + "; the request went to "
            + director
            + " ("
            + director.mac()
            + ")",
        guide.wires().askedMac(asked[0]),
        director.mac()::equals);
    String server = page[0].server();
    guide.realServers().stream()
        .filter(rs -> rs.name().equals(server))
        .forEach(
            rs ->
                checks.that(
                    "the answer came from " + rs + " itself (" + rs.mac() + ")",
                    guide.wires().answeredMac(asked[0]),
                    rs.mac()::equals));
    return page[0];
  }

  /** The kernel's table of a director is the guide's, with these real servers. */
  void tableIs(Director director, String... destinations) {
    checks.eventually(
        "%s's kernel has %s wrr persistent with %s, weight 100"
            .formatted(director, GuideSite.SERVICE, String.join(" and ", destinations)),
        SOON.plus(director.daemon().startUp()),
        director::table,
        table -> isTheGuides(table, List.of(destinations)));
  }

  /** Whether a table is the guide's, with these real servers. */
  static boolean isTheGuides(List<VirtualServer> table, List<String> destinations) {
    if (table.size() != 1) {
      return false;
    }
    VirtualServer service = table.get(0);
    List<String> addresses = service.destinations().stream().map(RealServer::address).toList();
    return service.name().equals(GuideSite.SERVICE)
        && service.scheduler().equals("wrr")
        && service.persistent()
        && addresses.size() == destinations.size()
        && addresses.containsAll(destinations)
        && service.destinations().stream()
            .allMatch(rs -> rs.weight() == 100 && rs.forwarding().equals("Route"));
  }

  /** Shows the table as ipvsadm prints it, and returns that. */
  List<String> showTable(Director director, String... options) {
    List<String> lines = director.ipvsadm(options).out().lines().toList();
    checks.show(director.ipvsadmText(options), lines);
    return lines;
  }

  /** Shows advertisements that reached or left ds2, as tcpdump prints them. */
  void showAdvertsAtDs2(Predicate<VrrpAdvert> wanted) {
    checks.show(
        "ds2$ tcpdump -vvv -n -i enp0s3 host 224.0.0.18",
        Wires.text(guide.wires().atDs2(), wanted));
  }

  /** Shows the lines of a director's log that contain a text, from one of them on. */
  void showLog(Director director, int from, String text) {
    List<String> lines = new ArrayList<>(director.log());
    checks.show(
        director + "'s log, lines with '" + text + "'",
        lines.stream().skip(from).filter(line -> line.contains(text)).toList());
  }
}
