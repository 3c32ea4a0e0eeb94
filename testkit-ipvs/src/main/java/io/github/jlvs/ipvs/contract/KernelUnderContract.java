// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.contract;

import io.github.jlvs.ipvs.Ipvs;

/** A kernel of which {@link IpvsContract} shall be true. */
public interface KernelUnderContract {
  /**
   * Opens a client.
   *
   * @return the client, closed by the test
   */
  Ipvs open();

  /**
   * Compares the table with what someone else says of it; called after every change.
   *
   * @param client a client of this kernel
   */
  void compare(Ipvs client);

  /**
   * An interface that can multicast.
   *
   * @return its name
   */
  String multicastInterface();
}
