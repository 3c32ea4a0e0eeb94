// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.smtp.SmtpProbe;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.Optional;

/** Reads {@code host} of SMTP_CHECK, and what SMTP_CHECK has in common with it. */
final class SmtpHostReader {
  static final Keywords<SmtpHostReader> KEYWORDS =
      Keywords.<SmtpHostReader>none()
          .with(CheckConnection.KEYWORDS, reader -> reader.connection)
          .with(CheckOptions.ofNetwork(CheckOptions.Usual.OF_MOST), reader -> reader.options);

  static final DeclaredBlock<SmtpHostReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.SMTP_HOST, Keywords.<SmtpHostReader>none().with(KEYWORDS, reader -> reader));

  private final Statement block;
  private final ReaderContext context;
  private final CheckConnection connection;
  private final CheckOptions options = new CheckOptions();

  /** Of either block. */
  SmtpHostReader(Statement block, ReaderContext context) {
    this.block = block;
    this.context = context;
    this.connection = new CheckConnection(block, context);
  }

  SmtpHostReader read() {
    context.words().atMost(block, 0);
    context
        .diagnostics()
        .warning(
            block.position(),
            "'host' is deprecated, and still taken (write an SMTP_CHECK for each host)");
    new BlockReader<>(BLOCK, this, context).read(block.children());
    return this;
  }

  CheckOptions options() {
    return options;
  }

  boolean namesPlace() {
    return connection.namesPlace();
  }

  Optional<Check> check(String helo, ServiceAddress server, CheckOptions outer) {
    return connection
        .to(server)
        .map(
            transport ->
                new Check(
                    options.within(outer).policy(CheckOptions.Usual.OF_MOST),
                    new SmtpProbe(transport, helo)));
  }
}
