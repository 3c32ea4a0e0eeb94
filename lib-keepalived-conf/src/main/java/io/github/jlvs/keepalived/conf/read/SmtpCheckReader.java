// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.probe.smtp.SmtpProbe;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code SMTP_CHECK}, which is several checks where it has hosts. */
final class SmtpCheckReader {
  static final DeclaredBlock<SmtpCheckReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.SMTP_CHECK,
          Keywords.<SmtpCheckReader>none()
              .on(
                  keyword("helo_name", MailReader.HOST_NAME)
                      .byDefault(SmtpProbe.DEFAULT_HELO)
                      .says("Who the check says it is"),
                  (reader, name) -> reader.helo = name)
              .onEach(
                  block("host", "", SmtpHostReader.BLOCK)
                      .says("A check of its own, deprecated: write another SMTP_CHECK"),
                  (reader, host) ->
                      reader.hosts.add(new SmtpHostReader(host, reader.context).read()))
              .with(SmtpHostReader.KEYWORDS, reader -> reader.own));

  private final Statement check;
  private final ReaderContext context;
  private final SmtpHostReader own;
  private final List<SmtpHostReader> hosts = new ArrayList<>();
  private Optional<String> helo = Optional.empty();

  SmtpCheckReader(Statement check, ReaderContext context) {
    this.check = check;
    this.context = context;
    this.own = new SmtpHostReader(check, context);
  }

  /** Beside hosts there is a check of the block itself only where it says of what. */
  List<CheckReader> read() {
    context.words().atMost(check, 0);
    new BlockReader<>(BLOCK, this, context).read(check.children());
    List<CheckReader> checks = new ArrayList<>();
    String name = helo.orElse(SmtpProbe.DEFAULT_HELO);
    if (hosts.isEmpty() || own.namesPlace()) {
      checks.add((server, outer) -> own.check(name, server.address(), outer.options()));
    }
    for (SmtpHostReader host : hosts) {
      checks.add(
          (server, outer) ->
              host.check(name, server.address(), own.options().within(outer.options())));
    }
    return checks;
  }
}
