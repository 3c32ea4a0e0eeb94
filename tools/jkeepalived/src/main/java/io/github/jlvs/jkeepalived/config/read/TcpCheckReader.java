// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.model.CheckTarget;
import io.github.jlvs.jkeepalived.config.model.Checker;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code TCP_CHECK}. */
final class TcpCheckReader {
  private final Statement check;
  private final ValueParser values;
  private final CheckOptions options = new CheckOptions();
  private Optional<InetAddress> address = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<Located<InetAddress>> bindAddress = Optional.empty();
  private int bindPort;
  private Optional<String> bindInterface = Optional.empty();
  private long firewallMark;

  TcpCheckReader(Statement check, ValueParser values) {
    this.check = check;
    this.values = values;
  }

  /** Reads the block; the result waits for what its real server says further down. */
  TcpCheckReader read() {
    values.atMost(check, 0);
    BlockReader block = new BlockReader(BlockKind.TCP_CHECK, values);
    options.handle(block, values);
    block
        .on("connect_ip", s -> address = values.address(s))
        .on("connect_port", s -> port = values.number(s, 1, 65535))
        .on("bindto", this::bindAddress)
        .on("bind_port", s -> bindPort = values.number(s, 1, 65535).orElse(0))
        .on("bind_if", s -> bindInterface = interfaceName(s))
        .on("fwmark", s -> firewallMark = mark(s))
        .on("log_all_failures", s -> options.logAllFailures(s, values))
        .read(GlobalReader.statementsOf(check));
    return this;
  }

  Checker checkerOf(InetAddress serverAddress, int serverPort, CheckOptions outer) {
    int to = port.orElse(serverPort);
    if (to == 0) {
      values
          .diagnostics()
          .error(
              check.position(),
              "'connect_port' is missing in this TCP_CHECK: its real_server has no port");
    }
    CheckOptions all = options.within(outer);
    InetAddress remote = address.orElse(serverAddress);
    return new Checker.TcpCheck(
        new CheckTarget(remote, to, from(remote), bindInterface, firewallMark, all.timeout()),
        all.schedule(1, Duration.ofSeconds(1)));
  }

  /** A port alone is one of whatever address the kernel chooses. */
  private Optional<CheckTarget.Source> from(InetAddress remote) {
    AddressFamily family = AddressFamily.of(remote);
    if (bindAddress.isPresent() && AddressFamily.of(bindAddress.get().value()) != family) {
      values
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
        new CheckTarget.Source(
            bindAddress.map(Located::value).orElse(family.unspecified()), bindPort));
  }

  private void bindAddress(Statement statement) {
    bindAddress =
        values
            .address(statement)
            .map(a -> new Located<>(a, statement.arguments().get(0).position()));
  }

  private Optional<String> interfaceName(Statement statement) {
    return values.only(statement, "an interface").flatMap(values::interfaceName);
  }

  private long mark(Statement statement) {
    return values
        .only(statement, "a firewall mark")
        .flatMap(word -> values.number(word, "fwmark", 0L, 0xffff_ffffL))
        .orElse(0L);
  }
}
