// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.DirectAnswer;
import io.github.jlvs.doctor.seen.DirectAnswer.Answer;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * On a director: whether real servers take connections to the virtual address. A refusal shows that
 * they have it; silence that they lack it, or that a packet filter throws away what comes for it.
 * One that refuses as itself and as the virtual address is for its checks to find, and one that is
 * silent as itself may be down.
 */
final class DirectAnswerCheck implements Check {
  @Override
  public String name() {
    return "direct-answer";
  }

  @Override
  public Verdict judge(Seen seen) {
    return Verdict.of(
        seen.directAnswers(),
        answers -> answers.stream().flatMap(each -> finding(seen, each).stream()).toList());
  }

  private static Optional<Finding> finding(Seen seen, DirectAnswer answer) {
    boolean alive = answer.itself() == Answer.ACCEPTED;
    return switch (answer.virtually()) {
      case ACCEPTED -> Optional.empty();
      case REFUSED -> alive ? Optional.of(refused(answer)) : Optional.empty();
      case SILENCE ->
          alive || answer.itself() == Answer.REFUSED
              ? Optional.of(silent(seen, answer))
              : Optional.empty();
      case UNASKED -> alive ? Optional.of(unasked(answer)) : Optional.empty();
    };
  }

  private static Finding refused(DirectAnswer answer) {
    String server = server(answer);
    return new Finding(
        Severity.CRITICAL,
        "real server " + server + " refuses what comes for " + text(answer.virtual()),
        shown(answer),
        "A check of its own address succeeds, and every client that is sent there is refused. It has"
            + " the virtual address: what it lacks is a program that listens on it, or a rule of its"
            + " packet filter rejects what comes for it.",
        List.of(
            Remedy.on(server, "ss -Hltn sport = :" + answer.virtual().getPort()),
            new Remedy.Advice(
                "Where that shows other addresses alone, have the server listen on "
                    + text(answer.virtual())
                    + " or on all addresses (nginx: listen "
                    + answer.virtual().getPort()
                    + ";), and reload it. Where it shows that address or 0.0.0.0, look for a rule"
                    + " with reject:"),
            Remedy.on(server, "nft list ruleset"),
            untilThen()));
  }

  private static Finding silent(Seen seen, DirectAnswer answer) {
    String server = server(answer);
    String virtual = IpAddresses.format(answer.virtual().getAddress());
    boolean alive = answer.itself() == Answer.ACCEPTED;
    return new Finding(
        alive || isUsed(seen, answer) ? Severity.CRITICAL : Severity.WARNING,
        "real server " + server + " does not answer as " + text(answer.virtual()),
        shown(answer),
        (alive
                ? "A check of its own address succeeds, and every client that is sent there gets no"
                    + " answer."
                : "It is up and listens on another address, or not at all; but what comes for the"
                    + " virtual address, clients' packets among it, is not even refused.")
            + " It lacks the virtual address, or a packet filter drops what comes for it.",
        List.of(
            Remedy.on(server, "jlvs-doctor --real-server --vip " + virtual),
            new Remedy.Advice(
                (answer.tunnel()
                        ? "With the directors' file (-f) that looks at its tunnel device and rp_filter"
                            + " too. "
                        : "")
                    + "If it finds nothing, look for a rule that drops what comes for "
                    + virtual
                    + ", or a policy that does:"),
            Remedy.on(server, "nft list ruleset"),
            untilThen()));
  }

  private static Finding unasked(DirectAnswer answer) {
    String server = server(answer);
    return new Finding(
        Severity.CRITICAL,
        "packets for " + text(answer.virtual()) + " do not get to real server " + server,
        shown(answer),
        "A check of its own address succeeds, which is routed there. Packets of clients have the"
            + " virtual address in them: a router sends them back, and they never arrive.",
        List.of(
            new Remedy.Advice(
                "See the way there (ip route get "
                    + server
                    + "). For direct routing give this host an address of that network on its link, or"
                    + " the real server lvs_method TUN, which routers pass on.")));
  }

  private static Remedy untilThen() {
    return new Remedy.Advice(
        "(Rules of the older iptables are shown by iptables-legacy -S.) With DR_CHECK in its"
            + " real_server jkeepalived takes it out of the table as long as that lasts.");
  }

  /** Whether clients are sent to it. */
  private static boolean isUsed(Seen seen, DirectAnswer answer) {
    ServiceId service =
        new ServiceId.Address(
            IpProtocol.TCP, answer.virtual().getAddress(), answer.virtual().getPort());
    return seen.balancer().seen().flatMap(balancer -> balancer.destinations(service)).stream()
        .flatMap(List::stream)
        .map(DestinationStatus::destination)
        .anyMatch(
            each -> each.id().address().equals(answer.server().getAddress()) && each.weight() > 0);
  }

  private static List<String> shown(DirectAnswer answer) {
    return List.of(
        "a connection to "
            + text(answer.server())
            + " from here"
            + came(answer.asItself(), " is accepted"),
        "a SYN for "
            + text(answer.virtual())
            + (answer.tunnel() ? " in its tunnel" : " in a frame to it alone")
            + came(answer.asVirtual(), " is answered"));
  }

  private static String came(ProbeResult result, String well) {
    return result instanceof ProbeResult.Failure failure ? ": " + failure.detail() : well;
  }

  private static String server(DirectAnswer answer) {
    return IpAddresses.format(answer.server().getAddress());
  }

  private static String text(InetSocketAddress address) {
    return IpAddresses.format(address.getAddress(), address.getPort());
  }
}
