// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How the interfaces are that virtual routers use, told where that changes. */
final class InterfaceConditions {
  private final HostNetwork network;
  private final Reporter reporter;
  private final Map<String, InterfaceCondition> known = new HashMap<>();

  InterfaceConditions(HostNetwork network, Reporter reporter) {
    this.network = network;
    this.reporter = reporter;
  }

  /** Tells what is new of these; that one is up is no news of one not known before. */
  void follow(Collection<String> interfaces) {
    for (String name : interfaces) {
      InterfaceCondition condition = network.condition(name);
      InterfaceCondition before = known.put(name, condition);
      boolean news = before == null ? condition != InterfaceCondition.UP : before != condition;
      if (news) {
        reporter.tell(new RunnerEvent.InterfaceChanged(name, condition));
      }
    }
    known.keySet().retainAll(interfaces);
  }
}
