// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import java.util.List;

/** On a director with virtual servers: whether the kernel can balance. */
final class IpvsKernelCheck implements Check {
  @Override
  public String name() {
    return "ipvs-kernel";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().virtualServers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual server in the configuration");
    }
    return new Verdict.Judged(seen.kernel().ipvs() ? List.of() : List.of(finding()));
  }

  private static Finding finding() {
    return new Finding(
        Severity.CRITICAL,
        "this kernel has no IPVS",
        List.of("there is no /proc/net/ip_vs: the module ip_vs is not loaded"),
        "Nothing is balanced: this director itself answers for the virtual address, and refuses what"
            + " clients send.",
        List.of(
            Remedy.here("modprobe ip_vs"),
            new Remedy.Advice(
                "In a container the host has to load it. Where there is no such module, install the"
                    + " distribution's full kernel (on Debian linux-image-amd64, not the cloud one).")));
  }
}
