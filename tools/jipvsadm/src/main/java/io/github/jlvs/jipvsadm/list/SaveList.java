// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.text.RuleText;
import io.github.jlvs.jipvsadm.Output;

/** The table as rules, with names where they are asked for. */
final class SaveList {
  private final Output out;
  private final NameText names;

  SaveList(Output out, NameText names) {
    this.out = out;
    this.names = names;
  }

  void service(VirtualService service) {
    out.text(RuleText.line(service, names)).line();
  }

  void destination(VirtualService service, Destination destination) {
    out.text(RuleText.line(service.id(), destination, names)).line();
  }
}
