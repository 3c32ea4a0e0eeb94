// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.ForwardingMethod;
import io.github.jlvs.jkeepalived.config.model.SorryServer;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.Optional;

/** Reads the {@code sorry_server...} keywords. */
final class SorryServerReader {
  private final ValueParser values;
  private Optional<Located<InetAddress>> address = Optional.empty();
  private Optional<ForwardingMethod> method = Optional.empty();
  private int port;
  private boolean inhibit;

  SorryServerReader(ValueParser values) {
    this.values = values;
  }

  void handle(BlockReader block) {
    block
        .on("sorry_server", this::server)
        .on("sorry_server_inhibit", s -> inhibit = values.present(s))
        .on("sorry_server_lvs_method", s -> method = VirtualServerReader.method(s, values));
  }

  /** What stands in for a virtual server that takes packets of one family. */
  Optional<SorryServer> server(ForwardingMethod virtualMethod, AddressFamily family) {
    ForwardingMethod by = method.orElse(virtualMethod);
    address
        .filter(a -> by != ForwardingMethod.TUN && AddressFamily.of(a.value()) != family)
        .ifPresent(
            a ->
                values
                    .diagnostics()
                    .error(
                        a.position(),
                        "IPv4 and IPv6 can be mixed in one virtual_server only with TUN"));
    return address.map(a -> new SorryServer(a.value(), port, by, inhibit));
  }

  private void server(Statement statement) {
    values.atMost(statement, 2);
    address =
        values
            .at(statement, 0, "an address and a port")
            .flatMap(word -> values.address(word).map(a -> new Located<>(a, word.position())));
    Optional<Word> word = statement.arguments().stream().skip(1).findFirst();
    port = word.flatMap(values::port).orElse(0);
  }
}
