// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.List;
import java.util.Optional;

/**
 * What is put in place and taken away together: that of a virtual router while it is master, or
 * that of the host while the runner runs.
 *
 * @param router the router's name; empty for the host's
 * @param interfaceName where addresses go that name no interface
 * @param virtualMac what they go to in its place
 * @param owner whether the router owns its addresses (priority 255)
 * @param addresses they come first and go last
 * @param routes they come after the addresses
 * @param rules they come last and go first: none ever leads to a table that is not filled
 */
record Belongings(
    Optional<String> router,
    String interfaceName,
    Optional<VirtualMac> virtualMac,
    boolean owner,
    List<VirtualAddress> addresses,
    List<VirtualRoute> routes,
    List<VirtualRule> rules) {

  static Belongings of(RouterSetup setup) {
    return new Belongings(
        Optional.of(setup.name()),
        setup.interfaceName(),
        setup.virtualMac(),
        setup.config().owner(),
        setup.allAddresses(),
        setup.routes(),
        setup.rules());
  }

  static Belongings of(StaticSetup setup) {
    return new Belongings(
        Optional.empty(),
        "",
        Optional.empty(),
        false,
        setup.addresses(),
        setup.routes(),
        setup.rules());
  }

  String deviceOf(VirtualAddress address) {
    return RouterSetup.deviceOf(address, interfaceName, virtualMac);
  }

  /** What begins the name of everything that concerns these. */
  String key() {
    return router.map(name -> "router " + name).orElse("host");
  }
}
