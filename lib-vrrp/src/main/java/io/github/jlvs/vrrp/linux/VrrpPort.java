// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;

/**
 * Where VRRP packets come and go: on one interface, the virtual routers of one family. VRIDs of the
 * two families have nothing to do with each other (RFC 9568 section 5.2.3).
 *
 * @param interfaceName an interface's, or {@link #EVERY}
 * @param family of the packets
 */
record VrrpPort(String interfaceName, AddressFamily family) {
  /** No interface can be named so: it has a blank. */
  private static final String EVERY = "every interface";

  /** For unicast. */
  static VrrpPort ofEveryInterface(AddressFamily family) {
    return new VrrpPort(EVERY, family);
  }

  boolean isEveryInterface() {
    return interfaceName.equals(EVERY);
  }
}
