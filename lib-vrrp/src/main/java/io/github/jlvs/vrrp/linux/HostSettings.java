// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.time.Duration;
import java.util.Map;

/**
 * How all virtual routers of a runner use their host, and what that one has whoever is master.
 *
 * @param startupDelay how long after the first of them was started virtual routers only listen,
 *     whatever they hear; at most a day
 * @param tellUnknownRouters whether advertisements with a virtual router identifier that nobody
 *     here has are told ({@link RunnerEvent.UnknownVirtualRouter})
 * @param pacing how close together gratuitous ARP and neighbour advertisements may be sent
 * @param linkDelays by name, the interfaces whose going down and coming up is believed late
 * @param filter where the addresses of masters stand that do not accept packets to them
 * @param statics what the host has while the runner runs: in place before any router starts, and
 *     taken away after the last
 */
public record HostSettings(
    Duration startupDelay,
    boolean tellUnknownRouters,
    AnnouncementPacing pacing,
    Map<String, LinkDelay> linkDelays,
    FilterTable filter,
    StaticSetup statics) {
  private static final Duration LONGEST_DELAY = Duration.ofDays(1);

  /** No delay of any kind, and nothing but what masters have. */
  public static final HostSettings DEFAULT =
      new HostSettings(
          Duration.ZERO,
          false,
          AnnouncementPacing.NONE,
          Map.of(),
          FilterTable.DEFAULT,
          StaticSetup.NONE);

  /**
   * Checks the range and copies the map.
   *
   * @throws IllegalArgumentException if the startup delay is negative or above a day
   */
  public HostSettings {
    if (startupDelay.isNegative() || startupDelay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "startup delay " + startupDelay + " is negative or above " + LONGEST_DELAY);
    }
    linkDelays = Map.copyOf(linkDelays);
  }

  /**
   * With another startup delay.
   *
   * @param delay zero to a day
   * @return changed settings
   */
  public HostSettings withStartupDelay(Duration delay) {
    return new HostSettings(delay, tellUnknownRouters, pacing, linkDelays, filter, statics);
  }

  /**
   * With advertisements of unknown virtual routers told or not.
   *
   * @param tell whether they are told
   * @return changed settings
   */
  public HostSettings withTellUnknownRouters(boolean tell) {
    return new HostSettings(startupDelay, tell, pacing, linkDelays, filter, statics);
  }

  /**
   * With another pacing.
   *
   * @param changed the pacing
   * @return changed settings
   */
  public HostSettings withPacing(AnnouncementPacing changed) {
    return new HostSettings(startupDelay, tellUnknownRouters, changed, linkDelays, filter, statics);
  }

  /**
   * With other interfaces whose changes are believed late.
   *
   * @param delays by name
   * @return changed settings
   */
  public HostSettings withLinkDelays(Map<String, LinkDelay> delays) {
    return new HostSettings(startupDelay, tellUnknownRouters, pacing, delays, filter, statics);
  }

  /**
   * With another table of nftables.
   *
   * @param table the table
   * @return changed settings
   */
  public HostSettings withFilter(FilterTable table) {
    return new HostSettings(startupDelay, tellUnknownRouters, pacing, linkDelays, table, statics);
  }

  /**
   * With other entries that the host has whoever is master.
   *
   * @param setup addresses, routes and rules
   * @return changed settings
   */
  public HostSettings withStatics(StaticSetup setup) {
    return new HostSettings(startupDelay, tellUnknownRouters, pacing, linkDelays, filter, setup);
  }
}
