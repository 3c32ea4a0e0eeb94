// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.ExtendedAcknowledgement;
import io.github.jlvs.netlink.NetlinkException;

/**
 * This kernel has no IPVS: the module ip_vs is not loaded, and could not be. {@link #errno()} is
 * ENOENT.
 */
public final class IpvsUnavailableException extends IpvsException {
  private static final String OPERATION = "open the kernel's IPVS";
  private static final String LOAD =
      "load the module as root with \"modprobe ip_vs\", outside the container where the program"
          + " runs in one";
  private static final String OTHER_KERNEL =
      "it loads no modules: start one built with CONFIG_IP_VS";

  /**
   * Describes it.
   *
   * @param attempt what came of loading the module, in words
   * @param modular whether this kernel can load modules at all
   */
  IpvsUnavailableException(String attempt, boolean modular) {
    super(
        OPERATION,
        Errno.ENOENT,
        ExtendedAcknowledgement.NONE,
        OPERATION
            + ": this kernel has no IP Virtual Server ("
            + attempt
            + "); "
            + (modular ? LOAD : OTHER_KERNEL),
        new NetlinkException(OPERATION, Errno.ENOENT));
  }
}
