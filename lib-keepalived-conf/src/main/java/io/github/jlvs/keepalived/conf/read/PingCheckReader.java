// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.PingProbe;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.Optional;

/** Reads {@code PING_CHECK}. */
final class PingCheckReader implements CheckReader {
  static final DeclaredBlock<PingCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.PING_CHECK,
          Keywords.<PingCheckReader>none()
              .with(CheckConnection.KEYWORDS, reader -> reader.connection)
              .with(CheckOptions.ofNetwork(CheckOptions.Usual.OF_MOST), reader -> reader.options));

  private final Statement check;
  private final ReaderContext context;
  private final CheckConnection connection;
  private final CheckOptions options = new CheckOptions();

  PingCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
    this.connection = new CheckConnection(check, context);
  }

  PingCheckReader read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    return this;
  }

  @Override
  public Optional<Check> within(ServiceAddress server, CheckDefaults outer) {
    return Optional.of(
        new Check(
            options.within(outer.options()).policy(CheckOptions.Usual.OF_MOST),
            new PingProbe(connection.echoesTo(server))));
  }
}
