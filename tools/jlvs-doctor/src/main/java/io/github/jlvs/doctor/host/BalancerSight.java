// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Kernel;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.IpvsOptions;
import io.github.jlvs.netlink.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** What this host's IPVS has; nothing is loaded for that. */
final class BalancerSight {
  /** More are not kept: what is asked of them a part answers as well. */
  private static final int KEPT = 20_000;

  /** The kernel writes the whole list, however much of it is read. */
  private static final int LISTED = 200_000;

  private BalancerSight() {}

  static Sight<Balancer> take(Kernel kernel) {
    if (!kernel.ipvs()) {
      return new Sight.Missed<>("this kernel has no IPVS");
    }
    try (Ipvs ipvs = Ipvs.open(IpvsOptions.defaults().withoutModuleLoading())) {
      Balancer balancer =
          new Balancer(
              ipvs.info().connectionTableSize(), ipvs.snapshot(), ipvs.daemons(), List.of());
      return new Sight.Taken<>(
          balancer.connections() > LISTED
              ? balancer
              : new Balancer(
                  balancer.buckets(), balancer.table(), balancer.daemons(), sample(ipvs)));
    } catch (IpvsException | MalformedMessageException e) {
      return new Sight.Missed<>("the table of IPVS cannot be read: " + e.getMessage());
    }
  }

  private static List<Connection> sample(Ipvs ipvs) {
    List<Connection> kept = new ArrayList<>();
    ipvs.eachConnection(
        each -> {
          if (kept.size() < KEPT) {
            kept.add(each);
          }
        });
    return kept;
  }
}
