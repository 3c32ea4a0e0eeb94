// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;

/**
 * What a {@link VrrpInterface} is told from another by: on one interface, it serves the virtual
 * routers of one family. VRIDs of the two families have nothing to do with each other (RFC 9568
 * section 5.2.3).
 *
 * @param interfaceName an interface's, or {@link #EVERY}
 * @param family of the packets
 */
record InterfaceKey(String interfaceName, AddressFamily family) {
  /** No interface can be named so: it has a blank. */
  private static final String EVERY = "every interface";

  /** For unicast. */
  static InterfaceKey ofEveryInterface(AddressFamily family) {
    return new InterfaceKey(EVERY, family);
  }

  boolean isEveryInterface() {
    return interfaceName.equals(EVERY);
  }
}
