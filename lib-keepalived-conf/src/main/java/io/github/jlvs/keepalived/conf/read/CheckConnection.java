// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.address;
import static io.github.jlvs.keepalived.conf.argument.Argument.interfaceName;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a checker connects to, and from where: what the blocks of all checkers over the network
 * have.
 */
final class CheckConnection {
  private static final long HIGHEST_MARK = 0xffff_ffffL;

  static final Keywords<CheckConnection> KEYWORDS =
      Keywords.<CheckConnection>none()
          .on(
              keyword("connect_ip", address())
                  .byDefault(Standard.inWords("that of the real server"))
                  .says("Where the check connects to"),
              (connection, address) -> connection.address = address)
          .on(
              keyword("connect_port", number(1, 65535))
                  .byDefault(Standard.inWords("that of the real server"))
                  .says("The port it connects to"),
              (connection, port) -> connection.port = port)
          .on(
              keyword("bindto", Located.word(address()))
                  .byDefault(Standard.inWords("the kernel's choice"))
                  .says("Where the check comes from"),
              (connection, address) -> connection.bindAddress = address)
          .on(
              keyword("bind_port", number(1, 65535))
                  .byDefault(Standard.inWords("the kernel's choice"))
                  .says("The port it comes from, with or without `bindto`"),
              (connection, port) -> connection.bindPort = port.orElse(0))
          .on(
              keyword("bind_if", interfaceName())
                  .byDefault(Standard.inWords("the kernel's choice"))
                  .says("The interface it goes out by"),
              (connection, name) -> connection.bindInterface = name)
          .on(
              keyword("fwmark", number("a firewall mark", 0, HIGHEST_MARK))
                  .byDefault(Standard.value(0, "which is none"))
                  .says("The firewall mark of its packets"),
              (connection, mark) -> connection.firewallMark = mark.map(Long::intValue).orElse(0));

  private final Statement check;
  private final ReaderContext context;
  private Optional<InetAddress> address = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<Located<InetAddress>> bindAddress = Optional.empty();
  private int bindPort;
  private Optional<String> bindInterface = Optional.empty();

  /** Without sign, in the 32 bits that the kernel takes. */
  private int firewallMark;

  /** Of the checker whose block this is. */
  CheckConnection(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
  }

  /** Whether the block says where to connect to, in whole or in part. */
  boolean namesPlace() {
    return address.isPresent() || port.isPresent();
  }

  /**
   * The connection to a real server, or to where the block says instead.
   *
   * @return nothing where it is reported that there is no port
   */
  Optional<Transport.Tcp> to(ServiceAddress server) {
    return remote(server)
        .map(at -> new Transport.Tcp(at, local(at.getAddress()), bindInterface, firewallMark));
  }

  /** The same for datagrams. */
  Optional<Transport.Udp> datagramsTo(ServiceAddress server) {
    return remote(server)
        .map(at -> new Transport.Udp(at, local(at.getAddress()), bindInterface, firewallMark));
  }

  /** The same for echo requests, which have no port. */
  Transport.Echo echoesTo(ServiceAddress server) {
    InetAddress remote = address.orElse(server.address());
    return new Transport.Echo(
        remote,
        local(remote).map(InetSocketAddress::getAddress).filter(at -> !at.isAnyLocalAddress()),
        bindInterface,
        firewallMark);
  }

  private Optional<InetSocketAddress> remote(ServiceAddress server) {
    int remotePort = port.orElse(server.port());
    if (remotePort == 0) {
      context
          .diagnostics()
          .error(
              check.position(),
              "'connect_port' is missing in this "
                  + check.name()
                  + ": its real_server has no port");
      return Optional.empty();
    }
    return Optional.of(new InetSocketAddress(address.orElse(server.address()), remotePort));
  }

  /** A port alone is one of whatever address the kernel chooses. */
  private Optional<InetSocketAddress> local(InetAddress remote) {
    AddressFamily family = AddressFamily.of(remote);
    if (bindAddress.isPresent() && AddressFamily.of(bindAddress.get().value()) != family) {
      context
          .diagnostics()
          .error(
              bindAddress.get().position(),
              "'bindto' is of another address family than what this "
                  + check.name()
                  + " connects to: "
                  + remote.getHostAddress());
      return Optional.empty();
    }
    if (bindAddress.isEmpty() && bindPort == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new InetSocketAddress(
            bindAddress.map(Located::value).orElse(family.unspecified()), bindPort));
  }
}
