// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How close together the frames may be sent that announce addresses: for each interface by itself,
 * or for some together where they lead to one switch.
 *
 * @param standard what holds for each interface that is in no group
 * @param groups interfaces that share one pace; each interface is in one of them at most
 */
public record AnnouncementPacing(Pace standard, List<Group> groups) {
  /** As fast as they can be sent. */
  public static final AnnouncementPacing NONE = new AnnouncementPacing(Pace.NONE, List.of());

  /**
   * Checks the groups, and copies the list.
   *
   * @throws IllegalArgumentException if an interface is in two groups
   */
  public AnnouncementPacing {
    groups = List.copyOf(groups);
    Set<String> seen = new HashSet<>();
    for (Group group : groups) {
      for (String name : group.interfaces()) {
        if (!seen.add(name)) {
          throw new IllegalArgumentException("interface " + name + " is in two groups");
        }
      }
    }
  }

  /**
   * The shortest time between two frames.
   *
   * @param arp between gratuitous ARP frames (IPv4), zero to a day
   * @param neighbour between neighbour advertisements (IPv6), zero to a day
   */
  public record Pace(Duration arp, Duration neighbour) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** No time between them. */
    public static final Pace NONE = new Pace(Duration.ZERO, Duration.ZERO);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a time is negative or above a day
     */
    public Pace {
      for (Duration time : new Duration[] {arp, neighbour}) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
          throw new IllegalArgumentException(
              "time between announcements " + time + " is negative or above " + LONGEST);
        }
      }
    }
  }

  /**
   * Interfaces that share a pace.
   *
   * @param interfaces their names
   * @param pace counts over all of them together
   */
  public record Group(Set<String> interfaces, Pace pace) {
    /** Copies the set. */
    public Group {
      interfaces = Set.copyOf(interfaces);
    }
  }

  /** Finds the group of an interface quickly. */
  static final class Lanes {
    private final Pace standard;
    private final Map<String, Group> groupOf = new HashMap<>();

    Lanes(AnnouncementPacing pacing) {
      standard = pacing.standard();
      for (Group group : pacing.groups()) {
        group.interfaces().forEach(name -> groupOf.put(name, group));
      }
    }

    /** The interfaces whose frames wait for each other's. */
    Set<String> sharing(String interfaceName) {
      return Optional.ofNullable(groupOf.get(interfaceName))
          .map(Group::interfaces)
          .orElseGet(() -> Set.of(interfaceName));
    }

    long nanosBetween(String interfaceName, boolean ipv4) {
      Pace pace = Optional.ofNullable(groupOf.get(interfaceName)).map(Group::pace).orElse(standard);
      return (ipv4 ? pace.arp() : pace.neighbour()).toNanos();
    }
  }
}
