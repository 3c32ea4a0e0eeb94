// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.Errno;

/**
 * This kernel has no IPVS: the module ip_vs is not loaded, and could not be. {@link #errno()} is
 * ENOENT.
 */
public final class IpvsUnavailableException extends IpvsException {
  private static final String LOAD =
      "load the module as root with \"modprobe ip_vs\", outside the container where the program"
          + " runs in one";
  private static final String OTHER_KERNEL =
      "it loads no modules: start one built with CONFIG_IP_VS";

  /** What came of loading the module, in words. */
  private final String attempt;

  /** Whether this kernel can load modules at all. */
  private final boolean modular;

  /**
   * Describes it.
   *
   * @param attempt what came of loading the module, in words
   * @param modular whether this kernel can load modules at all
   */
  IpvsUnavailableException(String attempt, boolean modular) {
    super("open the kernel's IPVS", Errno.ENOENT);
    this.attempt = attempt;
    this.modular = modular;
  }

  @Override
  public String reason() {
    return "this kernel has no IP Virtual Server (" + attempt + ")";
  }

  @Override
  public String advice() {
    return modular ? LOAD : OTHER_KERNEL;
  }
}
