// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.model.CheckTarget;
import io.github.jlvs.jkeepalived.config.model.Checker;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code TCP_CHECK}. */
final class TcpCheckReader {
  private final Statement check;
  private final Values values;
  private final boolean logAllFailures;
  private final CheckOptions options = new CheckOptions();
  private Optional<InetAddress> address = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<InetAddress> bindAddress = Optional.empty();
  private int bindPort;

  TcpCheckReader(Statement check, Values values, boolean logAllFailures) {
    this.check = check;
    this.values = values;
    this.logAllFailures = logAllFailures;
  }

  /** Reads the block; the result waits for what its real server says further down. */
  TcpCheckReader read() {
    values.atMost(check, 0);
    BlockReader block = new BlockReader(BlockKind.TCP_CHECK, values);
    options.handle(block, values);
    block
        .on("connect_ip", s -> address = values.address(s))
        .on("connect_port", s -> port = values.number(s, 1, 65535))
        .on("bindto", s -> bindAddress = values.address(s))
        .on("bind_port", s -> bindPort = values.number(s, 1, 65535).orElse(0))
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
    return new Checker.TcpCheck(
        new CheckTarget(address.orElse(serverAddress), to, bindAddress, bindPort, all.timeout()),
        all.schedule(1, Duration.ofSeconds(1), logAllFailures));
  }
}
