// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.vrrp.linux.UpperConflict;
import java.util.List;

/** Finds interfaces of {@code use_vmac} and the like that cannot be there together. */
final class VirtualMacChecks {
  private VirtualMacChecks() {}

  static void check(List<Located<VrrpInstance>> instances, Diagnostics diagnostics) {
    for (UpperConflict conflict :
        UpperConflict.among(instances.stream().map(each -> each.value().setup()).toList())) {
      Position at = position(instances, conflict.router());
      diagnostics.error(
          at,
          conflict.words()
              + (conflict.other().equals(conflict.router())
                  ? ""
                  : " ('"
                      + conflict.other()
                      + "' begins on "
                      + position(instances, conflict.other()).seenFrom(at)
                      + ")"));
    }
  }

  /** Of two with one name, which is an error of its own, the last. */
  private static Position position(List<Located<VrrpInstance>> instances, String name) {
    return instances.stream()
        .filter(each -> each.value().setup().name().equals(name))
        .reduce((first, last) -> last)
        .orElseThrow()
        .position();
  }
}
