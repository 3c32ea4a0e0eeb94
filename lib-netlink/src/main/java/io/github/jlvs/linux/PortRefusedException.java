// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

/** A port that this process may not bind to (ip_unprivileged_port_start of ip-sysctl). */
final class PortRefusedException extends LinuxException {
  private static final long serialVersionUID = 1;

  PortRefusedException(String operation) {
    super(operation, Errno.EACCES);
  }

  @Override
  public String advice() {
    return Privilege.ofThisThread().advice(Capability.NET_BIND_SERVICE);
  }
}
