// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The changes among the events of virtual servers. It remembers what came just before a change and
 * is its cause. Not thread-safe.
 */
public final class ServerChanges {
  /** A real server of a virtual server. */
  private record Member(VirtualServerName virtualServer, ServiceAddress server) {}

  /** What a check found, and whose it was. */
  private record Result(Member member, boolean up, String text) {}

  /** A quorum's sum, and whose it was. */
  private record Sum(VirtualServerName virtualServer, String text) {}

  private final Set<VirtualServerName> started = new HashSet<>();

  /** What fails of real servers of which something fails, or began as failing. */
  private final Map<Member, Set<Check>> failing = new HashMap<>();

  /** Real servers of which was told that they are down. */
  private final Set<Member> down = new HashSet<>();

  private Set<VirtualServerName> configured = Set.of();
  private Optional<Result> lastResult = Optional.empty();
  private Optional<Sum> lastSum = Optional.empty();

  /** Nothing has happened yet. */
  public ServerChanges() {}

  /** What an event means for those who want to be told; nothing for most events. */
  public Optional<Change> of(HealthRunnerEvent event) {
    VirtualServerName name = event.virtualServer();
    if (event instanceof HealthRunnerEvent.CheckObserved observed) {
      return checked(observed);
    } else if (event instanceof HealthRunnerEvent.DesiredChanged) {
      // The first of them ends the start; of one that is configured no longer it is the last.
      if (configured.contains(name)) {
        started.add(name);
      }
    } else if (event instanceof HealthRunnerEvent.Observed observed) {
      return observed(name, observed.event());
    }
    return Optional.empty();
  }

  /** From now on there are no others than these virtual servers: one that comes again starts. */
  public void keepOnly(Set<VirtualServerName> names) {
    configured = names;
    started.retainAll(names);
    failing.keySet().removeIf(member -> !names.contains(member.virtualServer));
    down.removeIf(member -> !names.contains(member.virtualServer));
  }

  private Optional<Change> observed(VirtualServerName name, HealthEvent event) {
    if (event instanceof HealthEvent.RealServerUp up) {
      return Optional.of(ofServer(name, up.server(), true));
    } else if (event instanceof HealthEvent.RealServerDown down) {
      return Optional.of(ofServer(name, down.server(), false));
    } else if (event instanceof HealthEvent.VirtualServerUp) {
      return Optional.of(new Change.OfVirtualServer(name, true, takeSum(name)));
    } else if (event instanceof HealthEvent.VirtualServerDown) {
      return Optional.of(new Change.OfVirtualServer(name, false, takeSum(name)));
    } else if (event instanceof HealthEvent.ServerForgotten forgotten) {
      forget(new Member(name, forgotten.server()));
    }
    sum(name, event).ifPresent(text -> lastSum = Optional.of(new Sum(name, text)));
    return Optional.empty();
  }

  /**
   * The result of a check is a change of its own only where none of its server follows: the server
   * was known to be down, and stays down.
   */
  private Optional<Change> checked(HealthRunnerEvent.CheckObserved observed) {
    boolean up = observed.event() instanceof CheckEvent.WentUp;
    if (!up && !(observed.event() instanceof CheckEvent.WentDown)) {
      return Optional.empty();
    }
    RealServer server = observed.realServer();
    Member member = new Member(observed.virtualServer(), server.address());
    String text = text(observed.check().probe(), up);
    lastResult = Optional.of(new Result(member, up, text));
    Set<Check> atFirst = failingAtFirst(server);
    Set<Check> before = failing.getOrDefault(member, atFirst);
    Set<Check> now = new HashSet<>(before);
    boolean unused = up ? now.remove(observed.check()) : now.add(observed.check());
    if (now.isEmpty() && atFirst.isEmpty()) {
      failing.remove(member);
    } else {
      failing.put(member, now);
    }
    boolean staysDown = !before.isEmpty() && !now.isEmpty() && (up || down.contains(member));
    return staysDown
        ? Optional.of(new Change.OfCheck(member.virtualServer, member.server, text))
        : Optional.empty();
  }

  /** keepalived's words: of HTTP_GET and SSL_GET it says the same. */
  private static String text(Probe probe, boolean up) {
    boolean http = probe instanceof HttpProbe;
    return name(probe)
        + (up ? " succeed on service" : " failed on service")
        + (http && !up ? " : HTTP request failed" : "");
  }

  private static String name(Probe probe) {
    if (probe instanceof HttpProbe) {
      return "CHECK";
    }
    return probe instanceof DnsProbe ? "DNS_CHECK:" : probe.checkName().replace('_', ' ');
  }

  private static Set<Check> failingAtFirst(RealServer server) {
    return server.checks().stream()
        .filter(check -> check.policy().alpha())
        .collect(Collectors.toSet());
  }

  private Change ofServer(VirtualServerName name, ServiceAddress server, boolean up) {
    Member member = new Member(name, server);
    boolean unused = up ? down.remove(member) : down.add(member);
    // A server goes down at a stop as well, and no success before that is why.
    Optional<String> why =
        lastResult
            .filter(result -> result.member.equals(member) && result.up == up)
            .map(result -> result.text);
    lastResult = Optional.empty();
    return new Change.OfRealServer(name, server, up, why);
  }

  private void forget(Member member) {
    failing.remove(member);
    down.remove(member);
  }

  private Optional<String> takeSum(VirtualServerName name) {
    Optional<String> text =
        lastSum.filter(sum -> sum.virtualServer.equals(name)).map(sum -> sum.text);
    lastSum = Optional.empty();
    return text;
  }

  private Optional<String> sum(VirtualServerName name, HealthEvent event) {
    if (event instanceof HealthEvent.QuorumGained e) {
      String words = started.contains(name) ? "Gained quorum " : "Starting with quorum up ";
      return Optional.of(words + above(e.quorum(), e.hysteresis()) + " <= " + e.weight());
    } else if (event instanceof HealthEvent.QuorumLost e) {
      int least = e.quorum() - e.hysteresis();
      return Optional.of(
          "Lost quorum " + e.quorum() + "-" + e.hysteresis() + "=" + least + " > " + e.weight());
    } else if (event instanceof HealthEvent.StartedWithoutQuorum e) {
      return Optional.of(
          "Starting with quorum down " + above(e.quorum(), e.hysteresis()) + " > " + e.weight());
    }
    return Optional.empty();
  }

  private static String above(int quorum, int hysteresis) {
    return quorum + "+" + hysteresis + "=" + (quorum + (long) hysteresis);
  }
}
