// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.Rule;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.linux.HostNetwork.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Puts the routes and rules of masters, and those of the host, in place and takes them away. Rules
 * come last and go first: none ever leads to a table that is not filled.
 *
 * <p>It knows which router holds which entry; the host is one holder more. One that several hold
 * goes with the last of them. What was there before is adopted, as left behind by an earlier life.
 *
 * <p>Routes are never read: a table may have a million. Whether one is there the kernel says when
 * it is asked to add it: what it says is there already has not been missed. So an entry that may be
 * gone is asked for again, and that is harmless when it is not.
 */
final class RoutePlacement {
  private final HostNetwork network;
  private final Reporter reporter;
  private final Runnable lookAgain;
  private final Map<RouteEntry, Held> held = new LinkedHashMap<>();

  /** What is to be in place now, of each holder. */
  private final Map<Optional<String>, Belongings> placed = new LinkedHashMap<>();

  private final Map<String, String> failures = new HashMap<>();
  private final PutBack<RouteEntry> putBack = new PutBack<>();

  /** What is known of an entry that was put in place. */
  private static final class Held {
    /** Its holders, each with whether it wants the entry put back. */
    private final Map<Optional<String>, Boolean> holders = new HashMap<>();

    /** It may be gone: an interface was away, or events were lost. */
    private boolean doubtful;

    /** Somebody else has removed it. */
    private boolean removed;

    boolean isTracked() {
      return holders.containsValue(true);
    }
  }

  /** An entry that somebody wants, with its words, and whether the interfaces it names are up. */
  private record Wanted(RouteEntry entry, String text, boolean tracked, boolean possible) {}

  RoutePlacement(HostNetwork network, Reporter reporter, Runnable lookAgain) {
    this.network = network;
    this.reporter = reporter;
    this.lookAgain = lookAgain;
  }

  /**
   * Puts in place what they do not hold yet, and tells what fails. What they hold untracked is
   * looked after at the next look: a reload ends where a fresh start would.
   */
  void place(Belongings its) {
    placed.put(its.router(), its);
    for (VirtualRoute route : its.routes()) {
      if (resolve(route).isEmpty()) {
        String absent =
            route.devices().stream()
                .filter(name -> network.link(name).isEmpty())
                .findFirst()
                .orElse("");
        failed(its, route.toString(), true, "there is no interface " + absent, Optional.empty());
      }
    }
    for (Wanted wanted : wanted(its)) {
      Held known = held.get(wanted.entry());
      if (known != null && known.holders.containsKey(its.router())) {
        known.doubtful |= !known.isTracked();
        known.holders.put(its.router(), wanted.tracked());
      } else if (add(its, wanted) instanceof Outcome.Refused) {
        lookAgain.run();
      }
    }
  }

  /** Takes away what they hold, and what an earlier life left behind. */
  void release(Belongings its) {
    placed.remove(its.router());
    Set<RouteEntry> removed = releaseAllBut(its, List.of());
    Map<Object, List<RouteEntry>> neighbours = heldByPlace();
    for (Wanted wanted : inReverse(wanted(its))) {
      putBack.forget(wanted.entry());
      if (!held.containsKey(wanted.entry()) && !removed.contains(wanted.entry())) {
        remove(its, wanted.entry(), wanted.text(), neighbours);
      }
    }
    failures.keySet().removeIf(key -> key.startsWith(its.key() + " "));
  }

  /** Takes away what they hold and will not want: nothing of what they will want just so. */
  void releaseUnwanted(Belongings before, Belongings after) {
    Set<RouteEntry> unused =
        releaseAllBut(before, wanted(after).stream().map(Wanted::entry).toList());
  }

  /** Has a master hold along what its next setup wants and others hold now. */
  void share(Belongings after) {
    for (Wanted wanted : wanted(after)) {
      Held known = held.get(wanted.entry());
      if (known != null) {
        known.holders.putIfAbsent(after.router(), wanted.tracked());
      }
    }
  }

  /**
   * Puts back what is to be in place and is not.
   *
   * @return when to look again, or {@link Timers#NEVER}
   */
  long restoreLost(long now) {
    long next = Timers.NEVER;
    for (Belongings its : placed.values()) {
      next = Math.min(next, restoreLost(its, now));
    }
    return next;
  }

  private long restoreLost(Belongings its, long now) {
    long next = Timers.NEVER;
    for (Wanted wanted : wanted(its)) {
      // The interface's coming up is news of its own.
      if (!wanted.possible() || !isMissed(its, wanted.entry())) {
        continue;
      }
      if (putBack.isTime(wanted.entry(), now)) {
        // Where it was there all the time this was no try.
        Outcome outcome = add(its, wanted);
        if (!(outcome instanceof Outcome.AlreadySo)) {
          putBack.tried(wanted.entry(), now);
        }
      }
      if (isMissed(its, wanted.entry())) {
        next = Math.min(next, putBack.nextTry(wanted.entry(), now));
      }
    }
    return next;
  }

  /** Any entry may be gone: an interface came up, an address was missing, or events were lost. */
  void doubtAll() {
    held.values().forEach(each -> each.doubtful = true);
  }

  /**
   * Somebody else has removed an address, and with it, or just as well, what is gone by now: that
   * is told as removed, before the kernel says it.
   */
  void suspectRemoval() {
    for (Held each : held.values()) {
      each.removed |= each.isTracked();
      each.doubtful |= !each.isTracked();
    }
  }

  /** Interfaces were down or away: what is gone is gone through nobody's fault. */
  void interfacesFlapped() {
    doubtAll();
    putBack.forgetAll();
  }

  /** Whether anything can be lost. */
  boolean holdsAny() {
    return !held.isEmpty();
  }

  /** A route was deleted, or added: whether one of these may be gone by it. */
  boolean isMissedBy(Route route, boolean deleted) {
    return missedBy(
        entry -> entry instanceof RouteEntry.OfRoute ours && ours.isMeant(route, deleted));
  }

  /** A rule was deleted: whether one of these may be gone by it. */
  boolean isMissedBy(Rule rule) {
    return missedBy(entry -> entry instanceof RouteEntry.OfRule ours && ours.isMeant(rule));
  }

  private boolean missedBy(Predicate<RouteEntry> isMeant) {
    boolean any = false;
    for (Map.Entry<RouteEntry, Held> each : held.entrySet()) {
      if (each.getValue().isTracked() && isMeant.test(each.getKey())) {
        each.getValue().removed = true;
        any = true;
      }
    }
    return any;
  }

  private boolean isMissed(Belongings its, RouteEntry entry) {
    Held known = held.get(entry);
    return known == null
        || !known.holders.containsKey(its.router())
        || known.doubtful
        || known.removed;
  }

  private Outcome add(Belongings its, Wanted wanted) {
    Outcome outcome = add(wanted.entry());
    if (outcome instanceof Outcome.Refused refused) {
      failed(its, wanted.text(), true, refused.cause());
      return outcome;
    }
    failures.remove(key(its, wanted.text(), true));
    Held known = held.computeIfAbsent(wanted.entry(), absent -> new Held());
    known.holders.put(its.router(), wanted.tracked());
    if (known.removed && outcome instanceof Outcome.Done) {
      reporter.tell(new RunnerEvent.EntryRestored(its.router(), wanted.text()));
    }
    known.removed = false;
    known.doubtful = false;
    return outcome;
  }

  private Outcome add(RouteEntry entry) {
    if (entry instanceof RouteEntry.OfRoute route) {
      return network.add(route.route());
    } else if (entry instanceof RouteEntry.OfRule rule) {
      return network.add(rule.rule());
    }
    throw new IllegalStateException("nothing adds " + entry);
  }

  private Set<RouteEntry> releaseAllBut(Belongings its, List<RouteEntry> kept) {
    Set<RouteEntry> removed = new HashSet<>();
    Map<Object, List<RouteEntry>> neighbours = heldByPlace();
    for (RouteEntry entry : inReverse(List.copyOf(held.keySet()))) {
      Held known = held.get(entry);
      if (!kept.contains(entry)
          && known != null
          && known.holders.remove(its.router()) != null
          && known.holders.isEmpty()) {
        held.remove(entry);
        remove(its, entry, text(entry), neighbours);
        removed.add(entry);
      }
    }
    return removed;
  }

  /**
   * Removes an entry, and no other: those that the kernel might take for it step aside, those that
   * say most first.
   *
   * @param neighbours what is held, by its place
   */
  private void remove(
      Belongings its, RouteEntry entry, String text, Map<Object, List<RouteEntry>> neighbours) {
    List<RouteEntry> others =
        neighbours.getOrDefault(entry.place(), List.of()).stream()
            .filter(each -> held.containsKey(each) && entry.mayTake(each))
            .toList();
    Set<RouteEntry> aside = new HashSet<>();
    others.stream()
        .sorted(Comparator.comparingLong(each -> others.stream().filter(each::mayTake).count()))
        .filter(each -> remove(each) instanceof Outcome.Done)
        .forEach(aside::add);
    if (remove(entry) instanceof Outcome.Refused refused) {
      failed(its, text, false, refused.cause());
    }
    for (RouteEntry each : others) {
      if (aside.contains(each) && add(each) instanceof Outcome.Refused) {
        Optional.ofNullable(held.get(each)).ifPresent(known -> known.doubtful = true);
        lookAgain.run();
      }
    }
  }

  private Map<Object, List<RouteEntry>> heldByPlace() {
    return held.keySet().stream().collect(Collectors.groupingBy(RouteEntry::place));
  }

  private Outcome remove(RouteEntry entry) {
    if (entry instanceof RouteEntry.OfRoute route) {
      return network.remove(route.route());
    } else if (entry instanceof RouteEntry.OfRule rule) {
      return network.remove(rule.rule());
    }
    throw new IllegalStateException("nothing removes " + entry);
  }

  /** All that can be there now, in the order in which it comes. */
  private List<Wanted> wanted(Belongings its) {
    List<Wanted> all = new ArrayList<>();
    for (VirtualRoute route : its.routes()) {
      resolve(route)
          .ifPresent(
              found ->
                  all.add(
                      new Wanted(
                          new RouteEntry.OfRoute(found),
                          route.toString(),
                          route.lasts(),
                          isPossible(route))));
    }
    for (VirtualRule rule : its.rules()) {
      all.add(
          new Wanted(new RouteEntry.OfRule(rule.rule()), rule.toString(), rule.tracked(), true));
    }
    return all;
  }

  private boolean isPossible(VirtualRoute route) {
    return route.devices().stream()
        .allMatch(
            name ->
                network.link(name).filter(link -> (link.flags() & Link.IFF_UP) != 0).isPresent());
  }

  private Optional<Route> resolve(VirtualRoute route) {
    return route.through(
        name -> {
          Optional<Link> link = network.link(name);
          return link.isPresent() ? OptionalInt.of(link.get().index()) : OptionalInt.empty();
        });
  }

  private static <T> List<T> inReverse(List<T> all) {
    List<T> reverse = new ArrayList<>(all);
    Collections.reverse(reverse);
    return reverse;
  }

  private static String text(RouteEntry entry) {
    if (entry instanceof RouteEntry.OfRoute route) {
      return "route " + route.route();
    } else if (entry instanceof RouteEntry.OfRule rule) {
      return "rule " + rule.rule();
    }
    throw new IllegalStateException("no words for " + entry.getClass());
  }

  private void failed(Belongings its, String what, boolean adding, LinuxException cause) {
    failed(its, what, adding, String.valueOf(cause.getMessage()), Optional.of(cause));
  }

  /** Tells a failure, once until it is another one or over. */
  private void failed(
      Belongings its, String what, boolean adding, String why, Optional<LinuxException> cause) {
    if (!Objects.equals(failures.put(key(its, what, adding), why), why)) {
      reporter.tell(new RunnerEvent.RouteFailed(its.router(), what, adding, why, cause));
    }
  }

  private static String key(Belongings its, String what, boolean adding) {
    return its.key() + (adding ? " add " : " remove ") + what;
  }
}
