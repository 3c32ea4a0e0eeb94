// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.IpvsInfo;

/** Whether the kernel lets this process work with IPVS. */
public final class Permission {
  private Permission() {}

  /**
   * Ends the program where it may not read the table, let alone change it.
   *
   * @param ipvs the kernel's table
   * @throws ExitException where it may not, or IPVS does not answer
   */
  public static void require(Ipvs ipvs) {
    try {
      IpvsInfo unused = ipvs.info();
    } catch (IpvsException e) {
      throw KernelText.notPermitted(e)
          ? KernelText.end(e)
          : new ExitException(ExitStatus.MISUSE, String.valueOf(e.getMessage()));
    }
  }
}
