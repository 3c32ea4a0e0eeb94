// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.netlink.NetlinkOptions;
import java.util.Objects;

/**
 * How the kernel's IPVS is opened. {@link #defaults()} suits most; the other methods return changed
 * copies.
 *
 * @param netlink the socket: timeout, receive buffer, network namespace
 * @param loadModule whether a missing ip_vs module is loaded first, through {@code /sbin/modprobe
 *     -- ip_vs}, as ipvsadm does; it needs root, and where it fails, or the kernel loads no modules
 *     at all, IPVS is just unavailable
 */
public record IpvsOptions(NetlinkOptions netlink, boolean loadModule) {
  public IpvsOptions {
    Objects.requireNonNull(netlink, "netlink options");
  }

  /**
   * The calling thread's network namespace, and the module loaded where it is missing.
   *
   * @return the options
   */
  public static IpvsOptions defaults() {
    return new IpvsOptions(NetlinkOptions.defaults(), true);
  }

  /**
   * Never loads the module.
   *
   * @return changed options
   */
  public IpvsOptions withoutModuleLoading() {
    return new IpvsOptions(netlink, false);
  }

  /**
   * With another socket.
   *
   * @param other its options
   * @return changed options
   */
  public IpvsOptions withNetlink(NetlinkOptions other) {
    return new IpvsOptions(other, loadModule);
  }

  /**
   * In another network namespace: every namespace has a table of its own.
   *
   * @param namespace the namespace
   * @return changed options
   */
  public IpvsOptions inNamespace(NetworkNamespace namespace) {
    return new IpvsOptions(netlink.inNamespace(namespace), loadModule);
  }
}
