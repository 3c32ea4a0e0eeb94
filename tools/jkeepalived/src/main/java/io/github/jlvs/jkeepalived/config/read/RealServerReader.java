// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import static io.github.jlvs.jkeepalived.config.argument.Argument.command;
import static io.github.jlvs.jkeepalived.config.argument.Argument.flag;
import static io.github.jlvs.jkeepalived.config.argument.Argument.number;
import static io.github.jlvs.jkeepalived.config.keyword.Keyword.block;
import static io.github.jlvs.jkeepalived.config.keyword.Keyword.keyword;

import io.github.jlvs.jkeepalived.config.argument.AddressValue;
import io.github.jlvs.jkeepalived.config.argument.Argument;
import io.github.jlvs.jkeepalived.config.argument.NumberValue;
import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.keyword.Consequence;
import io.github.jlvs.jkeepalived.config.keyword.DeclaredBlock;
import io.github.jlvs.jkeepalived.config.keyword.Keywords;
import io.github.jlvs.jkeepalived.config.model.Checker;
import io.github.jlvs.jkeepalived.config.model.Command;
import io.github.jlvs.jkeepalived.config.model.ForwardingMethod;
import io.github.jlvs.jkeepalived.config.model.RealServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code real_server}. Its virtual server's settings come once all of that block is read. */
final class RealServerReader {
  private static final Argument<Optional<Long>> CONNECTIONS = number(0L, Integer.MAX_VALUE);

  static final DeclaredBlock<RealServerReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.REAL_SERVER,
          Keywords.<RealServerReader>none()
              .on(
                  keyword("weight", number(0, Integer.MAX_VALUE))
                      .byDefault("that of the virtual server, else 1")
                      .says("Its share of new connections"),
                  (reader, weight) -> reader.weight = weight)
              .on(
                  keyword("lvs_method", ForwardingArgument.METHOD)
                      .byDefault("that of the virtual server")
                      .says("How packets reach it"),
                  (reader, method) -> reader.method = method)
              .on(
                  keyword("uthreshold", CONNECTIONS)
                      .byDefault("0, which is none")
                      .says("With more connections it gets no new ones"),
                  (reader, most) -> reader.upperThreshold = most.orElse(0L))
              .on(
                  keyword("lthreshold", CONNECTIONS)
                      .byDefault("0, which is three quarters of `uthreshold`")
                      .says("With fewer it gets new ones again"),
                  (reader, most) -> reader.lowerThreshold = most.orElse(0L))
              .on(
                  keyword("inhibit_on_failure", flag())
                      .byDefault("that of the virtual server")
                      .says("When it is down it stays in the table with weight 0"),
                  (reader, on) -> reader.inhibit = Optional.of(on))
              .on(
                  keyword("notify_up", command())
                      .says("Run when it comes up")
                      .notDone(Consequence.NO_SCRIPT),
                  (reader, command) -> reader.notifyUp = command)
              .on(
                  keyword("notify_down", command())
                      .says("Run when it goes down")
                      .notDone(Consequence.NO_SCRIPT),
                  (reader, command) -> reader.notifyDown = command)
              .with(CheckOptions.KEYWORDS, reader -> reader.options)
              .onEach(
                  block("TCP_CHECK", "", TcpCheckReader.BLOCK)
                      .says("A check that connects by TCP, and closes"),
                  (reader, check) ->
                      reader.tcpChecks.add(new TcpCheckReader(check, reader.values).read())));

  private final Statement server;
  private final ValueParser values;
  private final CheckOptions options = new CheckOptions();
  private final List<TcpCheckReader> tcpChecks = new ArrayList<>();
  private Optional<InetAddress> address = Optional.empty();
  private Optional<Word> portWord = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<Integer> weight = Optional.empty();
  private Optional<Boolean> inhibit = Optional.empty();
  private Optional<ForwardingMethod> method = Optional.empty();
  private Optional<Command> notifyUp = Optional.empty();
  private Optional<Command> notifyDown = Optional.empty();
  private long upperThreshold;
  private long lowerThreshold;

  RealServerReader(Statement server, ValueParser values) {
    this.server = server;
    this.values = values;
  }

  RealServerReader read() {
    values.atMost(server, 2);
    address =
        values
            .at(server, 0, "an address and a port")
            .flatMap(word -> values.read(new AddressValue(), word));
    portWord = server.arguments().stream().skip(1).findFirst();
    port = portWord.flatMap(word -> values.read(NumberValue.port(), word));
    new BlockReader<>(BLOCK, this, values).read(server.children());
    if (lowerThreshold > upperThreshold && upperThreshold > 0) {
      values
          .diagnostics()
          .error(server.position(), "'lthreshold' is above 'uthreshold' in this real_server");
    }
    return this;
  }

  Optional<Located<RealServer>> serverOf(VirtualServerReader virtual) {
    return address.map(
        a -> {
          ForwardingMethod by = method.orElse(virtual.method());
          int to = portFor(virtual.address(), by);
          CheckOptions outer = options.within(virtual.checkOptions());
          List<Checker> checkers =
              tcpChecks.stream().map(check -> check.checkerOf(a, to, outer)).toList();
          familyIsRight(a, virtual.address(), by);
          return new Located<>(
              new RealServer(
                  a,
                  to,
                  weight.or(virtual::weight).orElse(1),
                  by,
                  upperThreshold,
                  lowerThreshold,
                  inhibit.orElse(virtual.inhibitOnFailure()),
                  notifyUp,
                  notifyDown,
                  checkers),
              server.position());
        });
  }

  /** Only address translation can change the port; a firewall mark has none to compare with. */
  private int portFor(Optional<VirtualServerAddress> virtual, ForwardingMethod by) {
    if (virtual.isPresent() && virtual.get() instanceof VirtualServerAddress.Endpoint endpoint) {
      int given = port.orElse(endpoint.port());
      if (by != ForwardingMethod.NAT && given != endpoint.port()) {
        values
            .diagnostics()
            .warning(
                portWord.map(Word::position).orElse(server.position()),
                "the port must be that of the virtual_server with "
                    + by
                    + ": "
                    + endpoint.port()
                    + " is used");
        return endpoint.port();
      }
      return given;
    }
    return port.orElse(0);
  }

  private void familyIsRight(
      InetAddress real, Optional<VirtualServerAddress> virtual, ForwardingMethod by) {
    if (by == ForwardingMethod.TUN || virtual.isEmpty()) {
      return;
    }
    if (virtual.get().family() != AddressFamily.of(real)) {
      values
          .diagnostics()
          .error(
              server.arguments().get(0).position(),
              "IPv4 and IPv6 can be mixed in one virtual_server only with TUN");
    }
  }

  /** Whether nothing is said of checks: what is not done yet has its own warning. */
  boolean isUnchecked() {
    return server.children().stream()
        .map(Statement::name)
        .noneMatch(name -> name.endsWith("_CHECK") || name.endsWith("_GET"));
  }

  Optional<AddressFamily> family() {
    return address.map(AddressFamily::of);
  }
}
