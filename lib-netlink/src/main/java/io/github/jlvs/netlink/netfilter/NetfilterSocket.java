// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.netfilter;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Request;
import java.util.List;

/**
 * A socket to nftables. Each change is one transaction: no packet ever meets half of a table. Needs
 * CAP_NET_ADMIN. Safe for any number of threads, which wait for each other.
 */
public final class NetfilterSocket implements AutoCloseable {
  private final NetlinkSocket socket;

  private NetfilterSocket(NetlinkSocket socket) {
    this.socket = socket;
  }

  /**
   * Opens a socket; the kernel may load its module for that.
   *
   * @param options how, and in which network namespace
   * @return the socket
   * @throws io.github.jlvs.linux.LinuxException if the kernel has no netfilter (EPROTONOSUPPORT)
   */
  public static NetfilterSocket open(NetlinkOptions options) {
    return new NetfilterSocket(NetlinkSocket.open(NetlinkSocket.NETLINK_NETFILTER, options));
  }

  /**
   * Makes a table as it shall be, whatever a table of its name holds.
   *
   * @param table the table
   * @throws NetlinkException if the kernel refuses: EOPNOTSUPP without nftables, EPERM without
   *     CAP_NET_ADMIN; nothing has changed then
   */
  public void replace(AddressTable table) {
    String operation = "set nftables table " + table.name() + " of " + table.family();
    transact(operation, AddressTableCodec.replace(table, operation));
  }

  /**
   * Takes a table away; one that is not there is no error.
   *
   * @param family the table's family
   * @param name the table's name
   * @throws NetlinkException if the kernel refuses, as {@link #replace}
   * @throws IllegalArgumentException if no table can have that name
   */
  public void remove(AddressFamily family, String name) {
    AddressTable.requireName(name);
    String operation = "remove nftables table " + name + " of " + family;
    transact(operation, AddressTableCodec.remove(family, name, operation));
  }

  private void transact(String operation, List<Request> requests) {
    socket.transaction(
        AddressTableCodec.begin(operation), requests, AddressTableCodec.end(operation));
  }

  @Override
  public void close() {
    socket.close();
  }
}
