// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The real servers that are down and take connections all the same, since fewer than the {@link
 * DepoolThreshold} would be left without them. Who they are follows from how the servers are now;
 * what was so before is remembered only to tell the difference.
 *
 * <p>Those are kept that failed last: they are likeliest to work still. So a failure never takes
 * the place of another that is kept, and a success gives back one place at the most. Servers that
 * were never seen to work come last.
 */
final class KeptServers {
  private static final Comparator<RealServerHealth> LIKELIEST_FIRST =
      Comparator.comparing(RealServerHealth::wasEverUp)
          .thenComparing(RealServerHealth::failedAs)
          .reversed();

  private Set<ServiceAddress> kept = Set.of();

  boolean contains(ServiceAddress server) {
    return kept.contains(server);
  }

  /** Nobody is kept any more, and there is nobody to tell. */
  void clear() {
    kept = Set.of();
  }

  /**
   * Decides who is kept from now on.
   *
   * @param servers all that are configured, in their order
   * @param threshold how few may be left
   * @param told what else there is to tell of the same cause, in order
   * @return that, with who is kept and who no longer; where a server is kept instead of removed, or
   *     is up that was kept, in place of the word that it was removed or added
   */
  List<HealthEvent> settle(
      Collection<RealServerHealth> servers, DepoolThreshold threshold, List<HealthEvent> told) {
    Set<ServiceAddress> before = kept;
    kept = choose(servers, threshold);
    if (kept.equals(before)) {
      return List.copyOf(told);
    }
    Map<ServiceAddress, HealthEvent> news = new LinkedHashMap<>();
    int minimum = threshold.minimum(servers.size());
    for (RealServerHealth server : servers) {
      ServiceAddress address = server.address();
      if (kept.contains(address) && !before.contains(address)) {
        news.put(address, new HealthEvent.ServerKept(address, minimum, servers.size()));
      } else if (before.contains(address) && !kept.contains(address)) {
        boolean inhibited = server.configuration().inhibitOnFailure() && !server.disabled();
        news.put(address, new HealthEvent.ServerReleased(address, server.counts(), inhibited));
      }
    }
    List<HealthEvent> all = new ArrayList<>();
    for (HealthEvent event : told) {
      if (event instanceof HealthEvent.ServerRemoved removed) {
        all.add(orInstead(news, removed.server(), event));
      } else if (event instanceof HealthEvent.ServerAdded added) {
        all.add(orInstead(news, added.server(), event));
      } else {
        all.add(event);
      }
    }
    all.addAll(news.values());
    return List.copyOf(all);
  }

  private static HealthEvent orInstead(
      Map<ServiceAddress, HealthEvent> news, ServiceAddress server, HealthEvent event) {
    HealthEvent instead = news.remove(server);
    return instead == null ? event : instead;
  }

  private static Set<ServiceAddress> choose(
      Collection<RealServerHealth> servers, DepoolThreshold threshold) {
    int minimum = threshold.minimum(servers.size());
    if (minimum == 0) {
      return Set.of();
    }
    long pooled = servers.stream().filter(RealServerHealth::takesConnections).count();
    long missing = minimum - pooled;
    if (missing <= 0) {
      return Set.of();
    }
    return servers.stream()
        .filter(RealServerHealth::canBeKept)
        .sorted(LIKELIEST_FIRST)
        .limit(missing)
        .map(RealServerHealth::address)
        .collect(Collectors.toUnmodifiableSet());
  }
}
