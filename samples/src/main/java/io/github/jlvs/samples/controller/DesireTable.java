// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.controller;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;

/** Step 3: the table as it must be. */
public final class DesireTable {
  static Table desired() {
    VirtualService web = VirtualService.of(ServiceId.tcp("10.1.80.90", 80), "wlc");
    return Table.of(
        Table.Entry.of(
            web,
            Destination.of(DestinationId.of("10.1.80.93", 80), Forwarding.DIRECT_ROUTE, 1),
            Destination.of(DestinationId.of("10.1.80.95", 80), Forwarding.DIRECT_ROUTE, 1)));
  }

  public static void main(String[] arguments) {
    Table desired = desired();
    Scope own = Scope.only(desired.serviceIds());
    try (Ipvs ipvs = Ipvs.open()) {
      System.out.print(desired.diff(ipvs.snapshot(), own));
      System.out.print(ipvs.reconcile(desired, own));
      System.out.print(ipvs.reconcile(desired, own));
    }
  }
}
