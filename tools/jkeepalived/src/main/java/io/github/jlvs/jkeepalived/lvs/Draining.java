// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.override.ConnectionsLeft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 * Real servers that are in the table with weight 0 until their connections are over. Those that a
 * reload has taken out of a virtual server that stays leave it then: the table is configuration,
 * health and these. Those that an operator drains stay: of them it is told.
 *
 * <p>Pure; times are nanoseconds of a clock that never goes back.
 */
final class Draining {
  /** A connection that is being made when the weight goes is not counted yet at the first look. */
  private static final int LOOKS = 2;

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

  /** A destination of a service. */
  record Place(ServiceId service, DestinationId destination) {}

  /**
   * A real server that stays with weight 0.
   *
   * @param places where it is in the table
   * @param server what the log calls it
   * @param virtualServer what the log calls its virtual server
   */
  record Staying(Set<Place> places, String server, String virtualServer) {
    /** Copies the set. */
    Staying {
      places = Set.copyOf(places);
    }
  }

  /** What there is to say of one. */
  sealed interface News {
    /** What the log calls it. */
    String server();

    /** What the log calls its virtual server. */
    String virtualServer();

    /** Of one that leaves. */
    sealed interface OfLeaving extends News {
      /** Which one. */
      Leaving leaving();

      @Override
      default String server() {
        return leaving().server();
      }

      @Override
      default String virtualServer() {
        return leaving().virtualServer();
      }
    }

    /** One that stays has no connection any more. */
    record Emptied(String server, String virtualServer) implements News {}

    /** It has weight 0 from now on; persistent tells of its service. */
    record Began(Leaving leaving, boolean persistent) implements OfLeaving {}

    /** It had no connection any more. */
    record Drained(Leaving leaving) implements OfLeaving {}

    /** Its time was over. */
    record LimitReached(Leaving leaving, long connections) implements OfLeaving {}

    /** It is wanted again. */
    record Returned(Leaving leaving) implements OfLeaving {}

    /** Somebody, or the end of its virtual server, has removed it. */
    record Gone(Leaving leaving) implements OfLeaving {}
  }

  private record Drain(Leaving leaving, long deadline) {}

  private final Map<Place, Drain> drains = new LinkedHashMap<>();

  /** Those that stay and are not empty yet, with how often in a row no connection was seen. */
  private final Map<Staying, Integer> staying = new LinkedHashMap<>();

  /** All that stay. */
  private Set<Staying> known = Set.of();

  private final List<News> news = new ArrayList<>();

  /** From now on these stay, and no others; of one that did so before nothing begins anew. */
  void stay(Collection<Staying> all) {
    Set<Staying> next = Set.copyOf(all);
    staying.keySet().retainAll(next);
    for (Staying each : all) {
      if (!known.contains(each)) {
        staying.put(each, 0);
      }
    }
    known = next;
  }

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
    return new Table.Entry(entry.service(), destinations, entry.rows());
  }

  /** Those that leave, as they are to be until then. */
  Map<ServiceId, List<Destination>> leaving() {
    Map<ServiceId, List<Destination>> all = new HashMap<>();
    drains.forEach(
        (place, drain) ->
            all.computeIfAbsent(place.service, each -> new ArrayList<>())
                .add(drain.leaving.destination().withWeight(0)));
    return all;
  }

  /** The services to look at. */
  Set<ServiceId> services() {
    Set<ServiceId> services = new HashSet<>();
    drains.keySet().forEach(place -> services.add(place.service));
    staying.keySet().forEach(each -> each.places.forEach(place -> services.add(place.service)));
    return services;
  }

  /**
   * Ends those that are drained, or whose time is over.
   *
   * @param found the services to look at, as they are
   * @param templatesExpire whether clients that a persistent service remembers do not come back
   * @return the services that have changed
   */
  Set<ServiceId> look(Snapshot found, boolean templatesExpire, long now) {
    Map<Place, DestinationStatus> there = new HashMap<>();
    for (Snapshot.Entry entry : found.entries()) {
      entry.destinations().forEach(each -> there.put(new Place(entry.id(), each.id()), each));
    }
    lookAtStaying(there, templatesExpire);
    Set<ServiceId> changed = new HashSet<>();
    Iterator<Map.Entry<Place, Drain>> all = drains.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Place, Drain> next = all.next();
      Drain drain = next.getValue();
      Optional<News> end = end(drain, Optional.ofNullable(there.get(next.getKey())), now);
      if (end.isEmpty()) {
        continue;
      }
      news.add(end.get());
      changed.add(next.getKey().service);
      all.remove();
    }
    return changed;
  }

  private static Optional<News> end(Drain drain, Optional<DestinationStatus> there, long now) {
    if (there.isEmpty()) {
      return Optional.of(new News.Gone(drain.leaving));
    }
    long left = ConnectionsLeft.inUse(drain.leaving.service, there.get());
    if (left == 0) {
      return Optional.of(new News.Drained(drain.leaving));
    }
    return now - drain.deadline >= 0
        ? Optional.of(new News.LimitReached(drain.leaving, left))
        : Optional.empty();
  }

  private void lookAtStaying(Map<Place, DestinationStatus> there, boolean templatesExpire) {
    staying.replaceAll(
        (each, times) ->
            each.places.stream().allMatch(place -> isEmpty(place, there, templatesExpire))
                ? times + 1
                : 0);
    staying
        .entrySet()
        .removeIf(
            each -> {
              boolean empty = each.getValue() >= LOOKS;
              if (empty) {
                news.add(new News.Emptied(each.getKey().server, each.getKey().virtualServer));
              }
              return empty;
            });
  }

  /** Of one that has its weight still more may come any moment. */
  private static boolean isEmpty(
      Place place, Map<Place, DestinationStatus> there, boolean templatesExpire) {
    return Optional.ofNullable(there.get(place))
        .map(
            status ->
                status.destination().weight() == 0
                    && ConnectionsLeft.withReturning(place.service, status, templatesExpire) == 0)
        .orElse(true);
  }

  /** Nothing drains any more, and nothing is said of it. */
  void stop() {
    drains.clear();
    staying.clear();
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
