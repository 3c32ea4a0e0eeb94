// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** On a director: whether the kernel has the schedulers that the configuration names. */
final class SchedulerCheck implements Check {
  private static final String NONE = "none";

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<String> wanted =
        seen.task().virtualServers().stream()
            .map(VirtualServerSetup::scheduler)
            .filter(each -> !each.equals(NONE))
            .distinct()
            .toList();
    if (wanted.isEmpty()) {
      return new Verdict.LeftOut("no virtual server has a scheduler");
    }
    List<String> used =
        seen.balancer().seen().stream()
            .flatMap(balancer -> balancer.table().entries().stream())
            .map(entry -> entry.service().service().scheduler())
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (String each : wanted) {
      Optional<Boolean> there = seen.kernel().modules().hasScheduler(each);
      if (there.isEmpty() && !used.contains(each)) {
        return new Verdict.LeftOut("there is no list of the modules of this kernel");
      }
      if (there.isPresent() && !there.get() && !used.contains(each)) {
        findings.add(finding(seen, each));
      }
    }
    return new Verdict.Judged(findings);
  }

  private static Finding finding(Seen seen, String scheduler) {
    String release = seen.kernel().modules().release();
    return new Finding(
        Severity.CRITICAL,
        "this kernel has no scheduler " + scheduler,
        List.of("there is no ip_vs_" + scheduler + " in /lib/modules/" + release),
        "The kernel refuses a virtual server with a scheduler that it does not have: its clients get"
            + " no answer.",
        List.of(
            new Remedy.Advice(
                "Install the distribution's full kernel (on Debian linux-image-amd64, on Ubuntu"
                    + " linux-modules-extra-"
                    + release
                    + "), or write an lb_algo that is there. Then reload the daemon.")));
  }
}
