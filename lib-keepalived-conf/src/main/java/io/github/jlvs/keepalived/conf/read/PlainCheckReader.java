// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.PingProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.Optional;

/**
 * Reads checkers that have no keywords of their own: {@code TCP_CHECK} and {@code PING_CHECK}. Each
 * says where it looks, and how often.
 */
final class PlainCheckReader implements CheckReader {
  static final DeclaredBlock<PlainCheckReader> TCP_CHECK = block(BlockKind.TCP_CHECK);
  static final DeclaredBlock<PlainCheckReader> PING_CHECK = block(BlockKind.PING_CHECK);

  private static DeclaredBlock<PlainCheckReader> block(BlockKind kind) {
    return new DeclaredBlock<>(
        kind,
        Keywords.<PlainCheckReader>none()
            .with(CheckConnection.KEYWORDS, reader -> reader.connection)
            .with(CheckOptions.ofNetwork(CheckOptions.Usual.OF_MOST), reader -> reader.options));
  }

  /** What a checker does at the place that its block says. */
  private interface Asking {
    /** Nothing where it is reported that there is no such place. */
    Optional<Probe> probe(CheckConnection connection, ServiceAddress server);
  }

  private final Asking asking;
  private final CheckConnection connection;
  private final CheckOptions options = new CheckOptions();

  private PlainCheckReader(Asking asking, CheckConnection connection) {
    this.asking = asking;
    this.connection = connection;
  }

  static PlainCheckReader tcp(Statement check, ReaderContext context) {
    return read(
        TCP_CHECK,
        (connection, server) -> connection.to(server).map(TcpProbe::new),
        check,
        context);
  }

  static PlainCheckReader ping(Statement check, ReaderContext context) {
    return read(
        PING_CHECK,
        (connection, server) -> Optional.of(new PingProbe(connection.echoesTo(server))),
        check,
        context);
  }

  private static PlainCheckReader read(
      DeclaredBlock<PlainCheckReader> block,
      Asking asking,
      Statement check,
      ReaderContext context) {
    context.words().atMost(check, 0);
    PlainCheckReader reader = new PlainCheckReader(asking, new CheckConnection(check, context));
    new BlockReader<>(block, reader, context).read(check.children());
    return reader;
  }

  @Override
  public Optional<Check> within(CheckedServer server, CheckDefaults outer) {
    return asking
        .probe(connection, server.address())
        .map(
            probe ->
                new Check(
                    options.within(outer.options()).policy(CheckOptions.Usual.OF_MOST), probe));
  }
}
