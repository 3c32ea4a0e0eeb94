// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.readme;

import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.RouteSocket;

final class ListAddresses {
  public static void main(String[] arguments) {
    try (RouteSocket route = RouteSocket.open()) {
      for (IfAddress address : route.addresses()) {
        Link link = route.link(address.interfaceIndex()).orElseThrow();
        System.out.println(link.name() + " " + address.address() + "/" + address.prefixLength());
      }
    }
  }
}
