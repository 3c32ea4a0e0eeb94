// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.address;
import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.interfaceName;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code TCP_CHECK}. */
final class TcpCheckReader implements CheckReader {
  private static final long HIGHEST_MARK = 0xffff_ffffL;

  static final DeclaredBlock<TcpCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.TCP_CHECK,
          Keywords.<TcpCheckReader>none()
              .on(
                  keyword("connect_ip", address())
                      .byDefault(Standard.inWords("that of the real server"))
                      .says("Where the check connects to"),
                  (reader, address) -> reader.address = address)
              .on(
                  keyword("connect_port", number(1, 65535))
                      .byDefault(Standard.inWords("that of the real server"))
                      .says("The port it connects to"),
                  (reader, port) -> reader.port = port)
              .on(
                  keyword("bindto", Located.word(address()))
                      .byDefault(Standard.inWords("the kernel's choice"))
                      .says("Where the check comes from"),
                  (reader, address) -> reader.bindAddress = address)
              .on(
                  keyword("bind_port", number(1, 65535))
                      .byDefault(Standard.inWords("the kernel's choice"))
                      .says("The port it comes from, with or without `bindto`"),
                  (reader, port) -> reader.bindPort = port.orElse(0))
              .on(
                  keyword("bind_if", interfaceName())
                      .byDefault(Standard.inWords("the kernel's choice"))
                      .says("The interface it goes out by"),
                  (reader, name) -> reader.bindInterface = name)
              .on(
                  keyword("fwmark", number("a firewall mark", 0, HIGHEST_MARK))
                      .byDefault(Standard.value(0, "which is none"))
                      .says("The firewall mark of its packets"),
                  (reader, mark) -> reader.firewallMark = mark.map(Long::intValue).orElse(0))
              .with(CheckOptions.KEYWORDS, reader -> reader.options)
              .checked(
                  keyword("log_all_failures", flag())
                      .byDefault("off")
                      .says("Every failed try is logged, which is done anyway")));

  private final Statement check;
  private final ReaderContext context;
  private final CheckOptions options = new CheckOptions();
  private Optional<InetAddress> address = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<Located<InetAddress>> bindAddress = Optional.empty();
  private int bindPort;
  private Optional<String> bindInterface = Optional.empty();

  /** Without sign, in the 32 bits that the kernel takes. */
  private int firewallMark;

  TcpCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
  }

  TcpCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    return this;
  }

  @Override
  public Optional<Check> within(ServiceAddress server, CheckOptions outer) {
    InetAddress remote = address.orElse(server.address());
    int remotePort = port.orElse(server.port());
    Optional<InetSocketAddress> local = local(remote);
    if (remotePort == 0) {
      context
          .diagnostics()
          .error(
              check.position(),
              "'connect_port' is missing in this TCP_CHECK: its real_server has no port");
      return Optional.empty();
    }
    Transport.Tcp transport =
        new Transport.Tcp(
            new InetSocketAddress(remote, remotePort), local, bindInterface, firewallMark);
    return Optional.of(
        new Check(options.within(outer).policy(1, Duration.ofSeconds(1)), new TcpProbe(transport)));
  }

  /** A port alone is one of whatever address the kernel chooses. */
  private Optional<InetSocketAddress> local(InetAddress remote) {
    AddressFamily family = AddressFamily.of(remote);
    if (bindAddress.isPresent() && AddressFamily.of(bindAddress.get().value()) != family) {
      context
          .diagnostics()
          .error(
              bindAddress.get().position(),
              "'bindto' is of another address family than what this TCP_CHECK connects to: "
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
