// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that is decided of real servers, whether the configuration has them or not: a server that a
 * reload brings back is what it was.
 *
 * <p>The last word holds: what is decided of a server in all its virtual servers replaces what was
 * decided of it in one. What is decided in one, later, comes before what is decided in all.
 *
 * @param all in the order in which they were decided, of each target one
 */
public record Overrides(Map<Target, ServerOverride> all) {
  /** More are refused: a file and a page of them are read by people. */
  public static final int MOST = 4096;

  /** Every server is ready. */
  public static final Overrides NONE = new Overrides(Map.of());

  /** Keeps the order. */
  public Overrides {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  /** These, the last of each target. */
  public static Overrides of(Collection<ServerOverride> overrides) {
    Overrides sum = NONE;
    for (ServerOverride each : overrides) {
      sum = sum.with(each);
    }
    return sum;
  }

  /** In the order in which they were decided. */
  public List<ServerOverride> list() {
    return List.copyOf(all.values());
  }

  /** With one more, in place of what it says something else of. */
  public Overrides with(ServerOverride one) {
    Map<Target, ServerOverride> next = new LinkedHashMap<>(without(one.target()).all);
    next.put(one.target(), one);
    return new Overrides(next);
  }

  /** Without what is decided of a target; of one in all virtual servers also what is in one. */
  public Overrides without(Target target) {
    return without(each -> each.target().isWithin(target));
  }

  /** Without these. */
  public Overrides without(Collection<ServerOverride> some) {
    return without(some::contains);
  }

  /** Those whose time is over. */
  public List<ServerOverride> over(Instant now) {
    return all.values().stream().filter(each -> each.isOver(now)).toList();
  }

  /** Without those whose time is over. */
  public Overrides at(Instant now) {
    return without(each -> each.isOver(now));
  }

  private Overrides without(Predicate<ServerOverride> gone) {
    if (all.values().stream().noneMatch(gone)) {
      return this;
    }
    Map<Target, ServerOverride> next = new LinkedHashMap<>(all);
    next.values().removeIf(gone);
    return new Overrides(next);
  }

  /** When the next is over. */
  public Optional<Instant> nextEnd() {
    return all.values().stream()
        .flatMap(each -> each.until().stream())
        .min(Comparator.naturalOrder());
  }

  /** What is decided of a real server in a virtual server. */
  public Optional<ServerOverride> of(ServiceAddress server, String virtualServer) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Target everywhere = Target.everywhere(server);
    return Optional.ofNullable(all.get(everywhere.in(virtualServer)))
        .or(() -> Optional.ofNullable(all.get(everywhere)));
  }

  /** What that means for the real servers of a configuration; without those that are ready. */
  public Map<VirtualServerName, Map<ServiceAddress, AdministrativeState>> states(
      Collection<VirtualServerSetup> servers) {
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<VirtualServerName, Map<ServiceAddress, AdministrativeState>> states = new HashMap<>();
    for (VirtualServerSetup server : servers) {
      Map<ServiceAddress, AdministrativeState> decided = new HashMap<>();
      String name = ServiceName.of(server.name());
      for (RealServer real : server.checks().realServers()) {
        of(real.address(), name).ifPresent(one -> decided.put(real.address(), one.state()));
      }
      if (!decided.isEmpty()) {
        states.put(server.name(), decided);
      }
    }
    return states;
  }

  /**
   * How many real servers of a configuration each means, in its order; one counts as often as it is
   * there, also where another override comes before this one.
   */
  public List<Long> meant(Collection<VirtualServerSetup> servers) {
    if (all.isEmpty()) {
      return List.of();
    }
    Map<Target, Long> counts = new HashMap<>();
    for (VirtualServerSetup server : servers) {
      String name = ServiceName.of(server.name());
      for (RealServer real : server.checks().realServers()) {
        Target everywhere = Target.everywhere(real.address());
        for (Target target : List.of(everywhere, everywhere.in(name))) {
          counts.merge(target, 1L, Long::sum);
        }
      }
    }
    List<Long> meant = new ArrayList<>();
    all.keySet().forEach(target -> meant.add(counts.getOrDefault(target, 0L)));
    return meant;
  }
}
