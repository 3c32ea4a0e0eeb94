// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.netlink.route.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has interfaces keep the other addresses of a subnet when they lose the first one, and puts the
 * setting back as it was. An interface that already does stays as it is.
 */
final class SecondaryPromotion {
  private final Host host;
  private final HostNetwork network;
  private final Reporter reporter;

  /** Interfaces that were looked at, by their names. */
  private final Map<String, Known> known = new HashMap<>();

  /**
   * What was found at an interface.
   *
   * @param index which of that name it was
   * @param changed whether it has to be put back
   */
  private record Known(int index, boolean changed) {}

  SecondaryPromotion(Host host, HostNetwork network, Reporter reporter) {
    this.host = host;
    this.network = network;
    this.reporter = reporter;
  }

  /** Has these do so, and no others any more. */
  void follow(Set<String> wanted) {
    for (String name : List.copyOf(known.keySet())) {
      if (!wanted.contains(name)) {
        putBack(name);
      }
    }
    for (String name : wanted) {
      Optional<Link> link = network.link(name);
      if (link.isPresent() && !isKnown(name, link.get().index())) {
        promote(name, link.get().index());
      }
    }
  }

  private boolean isKnown(String name, int index) {
    Known before = known.get(name);
    return before != null && before.index() == index;
  }

  private void promote(String name, int index) {
    boolean changed = false;
    try {
      if (host.setting(path(name)).equals("0")) {
        host.setting(path(name), "1");
        changed = true;
      }
    } catch (LinuxException e) {
      failed(name, e);
    }
    known.put(name, new Known(index, changed));
  }

  private void putBack(String name) {
    Known before = known.remove(name);
    Optional<Link> link = network.link(name);
    if (before == null
        || !before.changed()
        || link.isEmpty()
        || link.get().index() != before.index()) {
      return;
    }
    try {
      host.setting(path(name), "0");
    } catch (LinuxException e) {
      failed(name, e);
    }
  }

  private void failed(String name, LinuxException cause) {
    reporter.tell(new RunnerEvent.SettingFailed(name, path(name), cause));
  }

  private static String path(String interfaceName) {
    return Sysctl.ipv4Interface(interfaceName, "promote_secondaries").name();
  }
}
