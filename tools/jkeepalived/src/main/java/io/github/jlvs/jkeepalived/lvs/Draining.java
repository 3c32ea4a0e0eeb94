// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.net.IpProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Real servers that a reload has taken out of a virtual server that stays, and that are in the
 * table with weight 0 until their connections are over: the table is configuration, health and
 * these.
 *
 * <p>Pure; times are nanoseconds of a clock that never goes back.
 */
final class Draining {
  /**
   * A destination that is to leave.
   *
   * @param service where it is
   * @param destination as it was
   * @param limit after which it leaves with its connections
   * @param server what the log calls it
   * @param virtualServer what the log calls its virtual server
   */
  record Leaving(
      ServiceId service,
      Destination destination,
      Duration limit,
      String server,
      String virtualServer) {}

  /** What there is to say of one. */
  sealed interface News {
    /** Which one. */
    Leaving leaving();

    /** It has weight 0 from now on; persistent tells of its service. */
    record Began(Leaving leaving, boolean persistent) implements News {}

    /** It had no connection any more. */
    record Drained(Leaving leaving) implements News {}

    /** Its time was over. */
    record LimitReached(Leaving leaving, long connections) implements News {}

    /** It is wanted again. */
    record Returned(Leaving leaving) implements News {}

    /** Somebody, or the end of its virtual server, has removed it. */
    record Gone(Leaving leaving) implements News {}
  }

  private record Place(ServiceId service, DestinationId destination) {}

  private record Drain(Leaving leaving, long deadline) {}

  private final Map<Place, Drain> drains = new LinkedHashMap<>();
  private final List<News> news = new ArrayList<>();

  /** Another table is desired, and these leave it. */
  void replaced(Table desired, List<Leaving> leaving, long now) {
    Map<ServiceId, Table.Entry> entries = new HashMap<>();
    desired.entries().forEach(entry -> entries.put(entry.id(), entry));
    for (Leaving each : leaving) {
      Table.Entry entry = entries.get(each.service());
      if (entry != null && entry.find(each.destination().id()).isEmpty()) {
        drains.put(
            new Place(each.service(), each.destination().id()),
            new Drain(each, now + each.limit().toNanos()));
        news.add(new News.Began(each, entry.service().persistence().isPresent()));
      }
    }
    end(place -> !entries.containsKey(place.service), News.Gone::new);
    end(
        place ->
            Optional.ofNullable(entries.get(place.service))
                .filter(entry -> isIn(entry, place))
                .isPresent(),
        News.Returned::new);
  }

  /** A service should have these destinations: one that drains is back. */
  void wanted(Table.Entry entry) {
    end(place -> isIn(entry, place), News.Returned::new);
  }

  private static boolean isIn(Table.Entry entry, Place place) {
    return entry.id().equals(place.service) && entry.find(place.destination).isPresent();
  }

  /** A desired service, with those that drain in it. */
  Table.Entry with(Table.Entry entry) {
    List<Destination> destinations = new ArrayList<>(entry.destinations());
    drains.forEach(
        (place, drain) -> {
          if (place.service.equals(entry.id())) {
            destinations.add(drain.leaving.destination().withWeight(0));
          }
        });
    return new Table.Entry(entry.service(), destinations);
  }

  /** The services to look at. */
  Set<ServiceId> services() {
    Set<ServiceId> services = new HashSet<>();
    drains.keySet().forEach(place -> services.add(place.service));
    return services;
  }

  /**
   * Ends those that are drained, or whose time is over.
   *
   * @param found the services to look at, as they are
   * @return the services that have changed
   */
  Set<ServiceId> look(Snapshot found, long now) {
    Map<Place, Long> connections = new HashMap<>();
    for (Snapshot.Entry entry : found.entries()) {
      for (DestinationStatus status : entry.destinations()) {
        connections.put(new Place(entry.id(), status.id()), connections(entry.id(), status));
      }
    }
    Set<ServiceId> changed = new HashSet<>();
    Iterator<Map.Entry<Place, Drain>> all = drains.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Place, Drain> next = all.next();
      Drain drain = next.getValue();
      Long left = connections.get(next.getKey());
      if (left == null) {
        news.add(new News.Gone(drain.leaving));
      } else if (left == 0) {
        news.add(new News.Drained(drain.leaving));
      } else if (now - drain.deadline >= 0) {
        news.add(new News.LimitReached(drain.leaving, left));
      } else {
        continue;
      }
      changed.add(next.getKey().service);
      all.remove();
    }
    return changed;
  }

  /** The kernel calls no connection of UDP active: there all count, until they time out. */
  private static long connections(ServiceId service, DestinationStatus status) {
    boolean udp =
        service instanceof ServiceId.Address address && address.protocol().equals(IpProtocol.UDP);
    return status.activeConnections() + (udp ? status.inactiveConnections() : 0L);
  }

  /** Nothing drains any more, and nothing is said of it. */
  void stop() {
    drains.clear();
  }

  /** What has happened since the last time. */
  List<News> takeNews() {
    List<News> taken = List.copyOf(news);
    news.clear();
    return taken;
  }

  private void end(Predicate<Place> which, Function<Leaving, News> how) {
    drains
        .entrySet()
        .removeIf(
            each -> {
              boolean ends = which.test(each.getKey());
              if (ends) {
                news.add(how.apply(each.getValue().leaving));
              }
              return ends;
            });
  }
}
