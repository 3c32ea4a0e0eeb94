// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.vrrp.tracking.Tracking;
import java.util.List;

/** What a virtual router tracks, by its kind: scripts, files, processes. */
enum TrackedKind {
  SCRIPT("script "),
  FILE("file "),
  PROCESS("process ");

  private final String prefix;

  TrackedKind(String prefix) {
    this.prefix = prefix;
  }

  /** Those of this kind among what is tracked. */
  List<Tracking> among(List<Tracking> all) {
    return all.stream().filter(each -> each.thing().startsWith(prefix)).toList();
  }

  /** The name in the configuration. */
  String name(Tracking tracking) {
    return tracking.thing().substring(prefix.length());
  }

  static String weight(Tracking tracking) {
    return "weight " + tracking.weight() + (tracking.reverse() ? " reverse" : "");
  }
}
