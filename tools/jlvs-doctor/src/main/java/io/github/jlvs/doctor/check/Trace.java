// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Attempt;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far a client's attempt to connect gets.
 *
 * @param steps what was seen, in the order of its way
 * @param end why it ends, and what to do; nothing where the client was answered
 */
public record Trace(List<String> steps, Optional<Finding> end) {
  private static final String WAITING = "SYN_RECV";

  public Trace {
    steps = List.copyOf(steps);
  }

  /** Judges what was seen of an attempt. */
  public static Trace of(Attempt attempt) {
    List<String> steps = new ArrayList<>();
    Optional<Finding> end = judge(attempt, steps);
    return new Trace(steps, end);
  }

  private static Optional<Finding> judge(Attempt attempt, List<String> steps) {
    String client = IpAddresses.format(attempt.client());
    steps.add(
        attempt.openings()
            + " SYN of "
            + client
            + " for "
            + attempt.service()
            + " came in within "
            + attempt.watched().toSeconds()
            + " s"
            + attempt.from().map(each -> ", from " + each).orElse(""));
    if (attempt.openings() == 0) {
      return Optional.of(nothingCame(attempt, client));
    }
    Sight<List<Snapshot.Entry>> takers = takers(attempt);
    if (takers.missing().isPresent()) {
      steps.add(takers.missing().get());
      return Optional.of(noService(attempt));
    }
    List<Snapshot.Entry> services = takers.seen().orElseThrow();
    if (attempt.connection().isEmpty()) {
      steps.add("IPVS has made no connection of it (ipvsadm -lnc)");
      return Optional.of(
          isByMark(services.get(0))
              ? unmarked(attempt, services)
              : notScheduled(attempt, services.get(0).destinations()));
    }
    return connected(attempt, attempt.connection().get(), services, steps);
  }

  private static Optional<Finding> connected(
      Attempt attempt, Connection connection, List<Snapshot.Entry> services, List<String> steps) {
    Optional<Snapshot.Entry> service =
        services.stream().filter(each -> to(each, connection).isPresent()).findFirst();
    Forwarding forwarding =
        service.flatMap(each -> to(each, connection)).orElse(Forwarding.DIRECT_ROUTE);
    InetAddress real = connection.destination().address();
    steps.add(
        "IPVS has sent it to "
            + connection.destination()
            + " by "
            + forwarding
            + ", state "
            + connection.state()
            + service
                .map(Snapshot.Entry::id)
                .filter(id -> !id.equals(attempt.service()))
                .map(id -> ", by the service " + id)
                .orElse(""));
    Optional<String> mac = Optional.ofNullable(attempt.neighbours().get(real));
    String whose = IpAddresses.format(real) + mac.map(each -> " (" + each + ")").orElse("");
    if (!(forwarding instanceof Forwarding.Tunnel)) {
      steps.add(attempt.forwarded() + " SYN left for " + whose);
    }
    boolean answered = attempt.goingOn() > 0 || attempt.answers() > 0;
    // By NAT a refusal comes by here, and it alone ends the state of waiting as well.
    boolean refused = attempt.refusals() > 0 && !answered;
    if (answered || (!refused && !connection.state().equals(WAITING))) {
      steps.add("the client was answered, and goes on");
      return Optional.empty();
    }
    if (attempt.forwarded() == 0 && !(forwarding instanceof Forwarding.Tunnel)) {
      return Optional.of(notForwarded(whose));
    }
    if (refused || attempt.openings() == 1) {
      steps.add("the client has not tried again: it was refused");
      return Optional.of(refused(attempt, connection, forwarding));
    }
    steps.add("no answer: the client sends the same again");
    return Optional.of(noAnswer(attempt, connection, forwarding));
  }

  private static Sight<List<Snapshot.Entry>> takers(Attempt attempt) {
    if (attempt.balancer().missing().isPresent()) {
      return new Sight.Missed<>(attempt.balancer().missing().get());
    }
    return attempt
        .balancer()
        .seen()
        .map(balancer -> balancer.takers(attempt.service()))
        .filter(services -> !services.isEmpty())
        .<Sight<List<Snapshot.Entry>>>map(Sight.Taken::new)
        .orElseGet(
            () ->
                new Sight.Missed<>(
                    "IPVS has no service "
                        + attempt.service()
                        + ", none of all its ports, and none of a firewall mark (ipvsadm -ln)"));
  }

  /** How a service sends a connection on; nothing where it does not have that real server. */
  private static Optional<Forwarding> to(Snapshot.Entry service, Connection connection) {
    DestinationId reached = connection.destination();
    return service.destinations().stream()
        .map(DestinationStatus::destination)
        .filter(each -> each.id().address().equals(reached.address()))
        .filter(each -> each.id().port() == reached.port() || each.id().port() == 0)
        .map(Destination::forwarding)
        .findFirst();
  }

  private static boolean isByMark(Snapshot.Entry service) {
    return service.id() instanceof ServiceId.FirewallMark;
  }

  private static Finding end(String fault, String why, Remedy... remedies) {
    return new Finding(Severity.CRITICAL, fault, List.of(), why, List.of(remedies));
  }

  private static Finding nothingCame(Attempt attempt, String client) {
    String vip = IpAddresses.format(attempt.service().address());
    return attempt.here()
        ? end(
            "nothing of " + client + " gets to this host",
            "It does not try, a router or firewall before this host stops it, or another host answers"
                + " ARP for "
                + vip
                + ".",
            new Remedy.Advice("Have it try while this runs; run jlvs-doctor here for arp-answers."))
        : end(
            "this host does not have " + vip,
            "Clients are sent to the director that has it.",
            new Remedy.Advice("Run this on the master."));
  }

  private static Finding noService(Attempt attempt) {
    return end(
        "it ends at this director: nothing is balanced for " + attempt.service(),
        "The director itself takes the packet, and refuses it. Either no daemon runs here, its file"
            + " has no such virtual server, or the kernel refused it.",
        Remedy.here("jlvs-doctor"),
        Remedy.here("jkeepalivedctl show services"));
  }

  private static Finding notScheduled(Attempt attempt, List<DestinationStatus> table) {
    boolean none = table.stream().allMatch(each -> each.destination().weight() == 0);
    return none
        ? end(
            "it ends at this director: no real server of "
                + attempt.service()
                + " gets connections",
            "All checks fail, or all real servers are drained: none has a weight.",
            Remedy.here("jkeepalivedctl show servers"))
        : end(
            "it ends at this director, before IPVS",
            "A packet socket sees what comes before every packet filter; IPVS sees it behind them. A"
                + " rule of this host throws it away.",
            Remedy.here("nft list ruleset"),
            Remedy.here("iptables -vnL INPUT"));
  }

  private static Finding unmarked(Attempt attempt, List<Snapshot.Entry> services) {
    String marks =
        services.stream().map(each -> each.id().toString()).collect(Collectors.joining(", "));
    return end(
        "it ends at this director: no service of a firewall mark has taken it",
        "IPVS has no service of "
            + attempt.service()
            + " itself, but of marks: "
            + marks
            + ". No rule of this host gives these packets one of them, another throws them away, or no"
            + " real server there has a weight.",
        Remedy.here("nft list ruleset"),
        Remedy.here("iptables-legacy -t mangle -vnL PREROUTING"),
        Remedy.here("ipvsadm -ln"));
  }

  private static Finding notForwarded(String whose) {
    return end(
        "it ends at this director: nothing leaves for " + whose,
        "The real server does not answer ARP, there is no route to it, or a rule for outgoing packets"
            + " stops it.",
        Remedy.here("ip neigh"),
        Remedy.here("nft list ruleset"));
  }

  private static Finding refused(Attempt attempt, Connection connection, Forwarding forwarding) {
    return end(
        "it ends at the real server " + connection.destination() + ": it refuses",
        "A host without a program on that address and port answers at once, and the client gives up"
            + " without trying again.",
        onServer(attempt, connection, forwarding));
  }

  private static Finding noAnswer(Attempt attempt, Connection connection, Forwarding forwarding) {
    String vip = IpAddresses.format(attempt.service().address());
    boolean translated = forwarding.equals(Forwarding.MASQUERADE);
    return end(
        "it ends at the real server " + connection.destination() + ", or on the way back",
        translated
            ? "The real server is down, its firewall stops it, or its answer does not come back"
                + " through this director: its default route must lead here."
            : "The packet has left for it unchanged, and the client hears nothing: the real server"
                + " does not have "
                + vip
                + " on lo, its firewall stops the packet or the answer, or it has no way back to the"
                + " client.",
        onServer(attempt, connection, forwarding),
        new Remedy.Advice(
            "If that finds nothing, look at its firewall (nft list ruleset there) and at the way back"
                + " (ip route get "
                + IpAddresses.format(attempt.client())
                + " there)."));
  }

  /** A real server behind NAT must not have the virtual address, and is not asked for it. */
  private static Remedy onServer(Attempt attempt, Connection connection, Forwarding forwarding) {
    if (forwarding.equals(Forwarding.MASQUERADE)) {
      return new Remedy.Advice(
          "See on "
              + IpAddresses.format(connection.destination().address())
              + " whether a program listens there (ss -ltnp), and whether its default route leads"
              + " through this director (ip route).");
    }
    return Remedy.on(
        IpAddresses.format(connection.destination().address()),
        "jlvs-doctor --real-server --vip " + IpAddresses.format(attempt.service().address()));
  }
}
