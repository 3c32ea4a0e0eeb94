// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.netlink.route.Link;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has neighbours learn of the addresses of an interface from that interface alone, although another
 * one leads to the same network: an interface answers for its own addresses, and asks in the name
 * of its own. What it changes at the interface below a macvlan it puts back; what was there before
 * stands in the alias of the macvlan, where another life finds it after a crash.
 *
 * <p>{@code arp_ignore 0} would have the interface below answer for the addresses above it. {@code
 * arp_announce 0} would have it ask for a neighbour's address in the name of one that is above it,
 * whenever a packet from there leaves by it, and whoever is asked learns from the question.
 */
final class ArpSettings {
  private static final String IGNORE = "arp_ignore";
  private static final String ANNOUNCE = "arp_announce";
  private static final Map<String, String> WANTED =
      new TreeMap<>(Map.of(IGNORE, "1", ANNOUNCE, "2"));

  /** Values that do as well as those wanted. */
  private static final Map<String, Set<String>> ENOUGH =
      Map.of(IGNORE, Set.of("1", "2", "8"), ANNOUNCE, Set.of("2"));

  private static final Pattern NOTED = Pattern.compile("(\\w+)=(\\d{1,3})(?= |$)");

  private final Host host;
  private final HostNetwork network;
  private final Reporter reporter;
  private final Map<String, Base> bases = new HashMap<>();

  /**
   * An interface below.
   *
   * @param index which of that name it was
   * @param before the settings as they were
   */
  private record Base(int index, Map<String, String> before) {}

  ArpSettings(Host host, HostNetwork network, Reporter reporter) {
    this.host = host;
    this.network = network;
    this.reporter = reporter;
  }

  /**
   * Finds out how an interface was before anything was changed.
   *
   * @param noted the alias of a macvlan above it, which an earlier life may have written
   * @return what the alias of each macvlan above it is to be
   */
  String look(Link base, String noted) {
    Base known = bases.get(base.name());
    if (known == null || known.index() != base.index()) {
      Map<String, String> before = new TreeMap<>(current(base.name()));
      Matcher matcher = NOTED.matcher(noted);
      while (matcher.find()) {
        before.computeIfPresent(matcher.group(1), (name, now) -> matcher.group(2));
      }
      known = new Base(base.index(), before);
      bases.put(base.name(), known);
    }
    StringBuilder words = new StringBuilder(beginning(base.name()));
    known.before().forEach((name, value) -> words.append(' ').append(name + '=' + value));
    return words.toString();
  }

  private static String beginning(String base) {
    return "virtual MAC; before it " + base + " had";
  }

  /**
   * Whether a life before this one has made an interface above that one. Linux puts a macvlan above
   * a macvlan on what is below both, so that only the note tells.
   */
  static boolean isNoteOf(String base, String noted) {
    return noted.startsWith(beginning(base));
  }

  /** Changes an interface below, after what it was is noted. */
  void changeBase(Link base) {
    WANTED.keySet().forEach(name -> change(base.name(), name));
  }

  /**
   * The same for an interface above, for which nothing needs to be put back.
   *
   * @param withLinkLocal whether the kernel gives it a link-local address
   */
  void changeUpper(String name, boolean withIpv6, boolean withLinkLocal) {
    WANTED.keySet().forEach(setting -> change(name, setting));
    // Who sends to a virtual address is reached by the interface below: to look for the way back
    // here (1) would refuse it. Whatever "all" says, the higher number counts.
    set(name, path(name, "rp_filter"), "2");
    // With 2 the kernel would take all addresses away where another host has one that is made of
    // the virtual MAC, and it would not be seen that just that one is a duplicate.
    String detection = Sysctl.ipv6Interface(name, "accept_dad").name();
    if (read(name, detection).filter("2"::equals).isPresent()) {
      set(name, detection, "1");
    }
    set(name, Sysctl.ipv6Interface(name, "accept_ra").name(), "0");
    keepIpv6(name, withIpv6, withLinkLocal);
  }

  /**
   * No address of its own, which each director would make of the same hardware address, and nothing
   * said on the network by a host that is not master.
   *
   * @param withLinkLocal whether the kernel gives it a link-local address all the same
   */
  void keepIpv6(String name, boolean withIpv6, boolean withLinkLocal) {
    set(name, Sysctl.ipv6Interface(name, "addr_gen_mode").name(), withLinkLocal ? "0" : "1");
    set(name, HostNetwork.ipv6Off(name).name(), withIpv6 ? "0" : "1");
  }

  /** Puts back what was changed at all other interfaces. */
  void keepOnly(Set<String> names) {
    Map<String, Base> others = new HashMap<>(bases);
    others.keySet().removeAll(names);
    bases.keySet().retainAll(names);
    others.forEach(this::putBack);
  }

  private void putBack(String name, Base base) {
    Optional<Link> link = network.link(name);
    if (link.isEmpty() || link.get().index() != base.index()) {
      return;
    }
    Map<String, String> now = current(name);
    base.before()
        .forEach(
            (setting, value) -> {
              // What somebody has changed since is theirs.
              if (WANTED.getOrDefault(setting, "").equals(now.get(setting))) {
                set(name, path(name, setting), value);
              }
            });
  }

  private Map<String, String> current(String name) {
    Map<String, String> values = new TreeMap<>();
    for (String setting : WANTED.keySet()) {
      read(name, path(name, setting)).ifPresent(value -> values.put(setting, value));
    }
    return values;
  }

  private void change(String name, String setting) {
    String path = path(name, setting);
    Optional<String> now = read(name, path);
    if (now.isPresent() && !ENOUGH.getOrDefault(setting, Set.of()).contains(now.get())) {
      set(name, path, WANTED.getOrDefault(setting, ""));
    }
  }

  private void set(String interfaceName, String path, String value) {
    Optional<String> now = read(interfaceName, path);
    if (now.isEmpty() || now.get().equals(value)) {
      return;
    }
    try {
      host.setting(path, value);
    } catch (LinuxException e) {
      reporter.tell(new RunnerEvent.SettingFailed(interfaceName, path, e));
    }
  }

  /** Empty where the kernel does not have it, as one without IPv6. */
  private Optional<String> read(String interfaceName, String path) {
    try {
      return Optional.of(host.setting(path));
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        reporter.tell(new RunnerEvent.SettingFailed(interfaceName, path, e));
      }
      return Optional.empty();
    }
  }

  private static String path(String interfaceName, String setting) {
    return Sysctl.ipv4Interface(interfaceName, setting).name();
  }
}
