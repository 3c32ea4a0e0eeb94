// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Seen;
import java.util.List;

/** On a director: whether the hash table of connections is large enough for those that it has. */
final class ConnTableCheck implements Check {
  /** Connections to each bucket from which on looking one up takes noticeably longer. */
  private static final int MANY = 4;

  private static final int MOST_BITS = 20;

  @Override
  public String name() {
    return "conn-table";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().virtualServers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual server in the configuration");
    }
    return Verdict.of(
        seen.balancer(),
        balancer ->
            balancer.connections() > MANY * balancer.buckets()
                ? List.of(finding(balancer))
                : List.of());
  }

  private static Finding finding(Balancer balancer) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(balancer.connections());
    return new Finding(
        Severity.WARNING,
        "the table of connections is too small for " + balancer.connections() + " connections",
        List.of("it has " + balancer.buckets() + " buckets (the first line of ipvsadm -ln)"),
        "Each packet looks through all connections of its bucket, "
            + balancer.connections() / balancer.buckets()
            + " on the average: the processor is busy with that, and packets are lost.",
        List.of(
            Remedy.here(
                "echo options ip_vs conn_tab_bits="
                    + Math.min(bits, MOST_BITS)
                    + " > /etc/modprobe.d/conn_tab_bits.conf"),
            new Remedy.Advice(
                "It counts from the next time that the module is loaded: hand over to the other"
                    + " director and start this one anew. Where IPVS is built into the kernel, write"
                    + " ip_vs.conn_tab_bits="
                    + Math.min(bits, MOST_BITS)
                    + " on its command line.")));
  }
}
