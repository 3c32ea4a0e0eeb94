// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.readme;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;

final class BalanceTwoServers {
  public static void main(String[] arguments) {
    VirtualService web = VirtualService.of(ServiceId.tcp("10.1.80.90", 80), "wrr");
    Destination rs1 =
        Destination.of(DestinationId.of("10.1.80.93", 80), Forwarding.DIRECT_ROUTE, 100);
    Destination rs2 =
        Destination.of(DestinationId.of("10.1.80.95", 80), Forwarding.DIRECT_ROUTE, 100);
    Table desired = Table.of(Table.Entry.of(web, rs1, rs2));
    try (Ipvs ipvs = Ipvs.open()) {
      System.out.print(ipvs.reconcile(desired, Scope.only(desired.serviceIds())));
    }
  }
}
