// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.vrrp.linux.VirtualMac;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds interfaces of {@code use_vmac} that something else would be, too. */
final class VirtualMacChecks {
  private VirtualMacChecks() {}

  static void check(List<Located<VrrpInstance>> instances, Diagnostics diagnostics) {
    Map<String, Located<VrrpInstance>> makers = new HashMap<>();
    for (Located<VrrpInstance> instance : instances) {
      Optional<String> name = instance.value().setup().virtualMac().map(VirtualMac::name);
      Located<VrrpInstance> before =
          name.isPresent() ? makers.putIfAbsent(name.get(), instance) : null;
      if (before != null) {
        diagnostics.error(
            instance.position(),
            "the interface "
                + Quoted.quote(name.orElse(""))
                + " that 'use_vmac' makes is that of '"
                + before.value().setup().name()
                + "' of "
                + before.position().seenFrom(instance.position())
                + " already (give it another name)");
      }
    }
    for (Located<VrrpInstance> instance : instances) {
      String on = instance.value().setup().interfaceName();
      Located<VrrpInstance> maker = makers.get(on);
      if (maker != null) {
        diagnostics.error(
            instance.position(),
            "the interface "
                + Quoted.quote(on)
                + " is made by the 'use_vmac' of '"
                + maker.value().setup().name()
                + "' of "
                + maker.position().seenFrom(instance.position())
                + " and has no address to send from");
      }
    }
  }
}
