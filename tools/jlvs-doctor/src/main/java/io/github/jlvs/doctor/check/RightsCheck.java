// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.doctor.seen.Task.Role;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Privilege;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether this process may see what the other checks look at. Without, a report of no faults would
 * look like one of a healthy host. Of a director's root {@link CapabilitiesCheck} tells.
 */
final class RightsCheck implements Check {
  @Override
  public String name() {
    return "rights";
  }

  @Override
  public Verdict judge(Seen seen) {
    boolean director = seen.task().role() == Role.DIRECTOR;
    List<Capability> missing =
        seen.kernel().missing().stream()
            .filter(each -> director || each == Capability.NET_RAW)
            .toList();
    boolean told = director && seen.kernel().root();
    return new Verdict.Judged(
        missing.isEmpty() || told ? List.of() : List.of(finding(seen, missing)));
  }

  private static Finding finding(Seen seen, List<Capability> missing) {
    List<String> shown = new ArrayList<>();
    shown.add("CapEff of /proc/self/status is without " + CapabilitiesCheck.names(missing));
    unseen("who answers ARP", seen.answers()).ifPresent(shown::add);
    if (seen.task().role() == Role.DIRECTOR) {
      unseen("advertisements", seen.hearings()).ifPresent(shown::add);
      unseen("the table", seen.balancer()).ifPresent(shown::add);
    }
    return new Finding(
        Severity.WARNING,
        "this may not look at most of what it should: "
            + (seen.kernel().root() ? "its root has not all rights" : "it was not run as root"),
        shown,
        "Nothing is known of what could not be seen: that no fault of it is told does not mean that"
            + " there is none.",
        List.of(
            new Remedy.Advice(
                "Run it again as root, as by sudo, or with "
                    + Privilege.named(missing)
                    + " (of a unit of systemd: AmbientCapabilities; of a container: --cap-add).")));
  }

  private static Optional<String> unseen(String what, Sight<?> sight) {
    return sight.missing().map(why -> what + ": " + why);
  }
}
