// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.Privilege;
import java.util.List;
import java.util.stream.Collectors;

/**
 * On a director: whether root may do here what a daemon needs. A container's root often may not,
 * and what it may, its daemon may as well.
 */
final class CapabilitiesCheck implements Check {
  @Override
  public String name() {
    return "capabilities";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<Capability> missing = seen.kernel().missing();
    if (!missing.isEmpty() && !seen.kernel().root()) {
      return new Verdict.LeftOut(
          "this was not run as root, who may do more: " + names(missing) + " missing here");
    }
    return new Verdict.Judged(missing.isEmpty() ? List.of() : List.of(finding(missing)));
  }

  /** For a list. */
  static String names(List<Capability> capabilities) {
    return capabilities.stream().map(Capability::toString).collect(Collectors.joining(", "));
  }

  private static Finding finding(List<Capability> missing) {
    String options =
        missing.stream().map(each -> "--cap-add " + each.name()).collect(Collectors.joining(" "));
    return new Finding(
        Severity.CRITICAL,
        "root of this container may not do what a director needs",
        List.of("CapEff of /proc/self/status is without " + names(missing)),
        "A daemon here does not get "
            + Privilege.named(missing)
            + " either: it can neither hear and send advertisements without NET_RAW, nor set"
            + " addresses and the table of IPVS without NET_ADMIN.",
        List.of(
            new Remedy.Advice(
                "Start the container anew with "
                    + options
                    + " (docker, podman), or name them under capabilities.add of its securityContext"
                    + " (Kubernetes).")));
  }
}
