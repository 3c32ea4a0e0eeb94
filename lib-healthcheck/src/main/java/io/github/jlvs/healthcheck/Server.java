// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

/**
 * A server that a virtual server can hand connections to: one that is checked, or the one that
 * stands in. What the kernel must know besides, such as a forwarding method, can be kept by it.
 */
public sealed interface Server permits RealServer, SorryServer {

  /**
   * Where it is.
   *
   * @return its address
   */
  ServiceAddress address();
}
