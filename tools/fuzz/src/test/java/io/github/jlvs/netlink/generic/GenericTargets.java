// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.generic;

import io.github.jlvs.fuzz.Target;
import io.github.jlvs.netlink.Messages;
import java.util.List;

/** What the kernel says of a family. */
public final class GenericTargets {
  private GenericTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of(
            "generic-family",
            region -> GenericNetlink.decode("IPVS", Messages.around(region)),
            Messages.MALFORMED));
  }
}
