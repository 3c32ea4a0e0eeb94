// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.WebhookUrl;
import io.github.jlvs.keepalived.conf.text.Word;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads whether mail and a webhook tell of the changes of a block. */
final class AlertReader {
  private static final String FORM = "http://HOST:PORT/PATH or https://HOST/PATH";

  /** Its messages never repeat the word, which may hold a secret. */
  private static final Argument<Optional<WebhookUrl>> URL =
      Argument.only(FORM, "an address of http or https", AlertReader::url);

  private final ReaderContext context;
  private Optional<Boolean> mail = Optional.empty();
  private Optional<WebhookUrl> webhook = Optional.empty();

  AlertReader(ReaderContext context) {
    this.context = context;
  }

  /** What holds where no block says it; its mail has words of its own ({@link MailReader}). */
  static Keywords<AlertReader> ofGlobalDefs() {
    return webhook(
        new Standard.Nothing(),
        "Where each change is told by HTTP, as JSON; not a word of keepalived");
  }

  /** Of an instance or a sync group. */
  static Keywords<AlertReader> ofRouters() {
    return mail(Standard.sameAs("smtp_alert_vrrp"), "Mail tells of each change of state")
        .with(
            webhook(new Standard.Global(), "Where its changes are told by HTTP, as JSON"),
            reader -> reader);
  }

  static Keywords<AlertReader> ofVirtualServer() {
    return mail(
            Standard.sameAs("smtp_alert_checker").orElse("off"),
            "Mail tells that the quorum is gained or lost")
        .with(
            webhook(new Standard.Global(), "Where its changes and its servers' are told by HTTP"),
            reader -> reader);
  }

  static Keywords<AlertReader> ofRealServer() {
    return mail(
        Standard.sameAs("smtp_alert_checker").orElse("on"),
        "Mail tells that it comes up or goes down");
  }

  private static Keywords<AlertReader> mail(Standard standard, String line) {
    return Keywords.<AlertReader>none()
        .on(
            keyword("smtp_alert", Located.line(flag())).byDefault(standard).says(line),
            AlertReader::askForMail);
  }

  private static Keywords<AlertReader> webhook(Standard standard, String line) {
    return Keywords.<AlertReader>none()
        .on(
            keyword("notify_webhook", URL).byDefault(standard).says(line),
            (reader, url) -> reader.webhook = url);
  }

  private void askForMail(Located<Boolean> asked) {
    mail = Optional.of(asked.value());
    context.askedMail().take("smtp_alert", asked);
  }

  Alerts alerts() {
    return new Alerts(mail, webhook);
  }

  private static Optional<WebhookUrl> url(Word word, Words words) {
    WebhookUrl url;
    try {
      url = new WebhookUrl(new URI(word.text()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Its own message would show the word.
      words.wrong(word, "this is no address of a webhook: 'notify_webhook' takes " + FORM);
      return Optional.empty();
    }
    if (url.uri().getUserInfo() != null && !url.isEncrypted()) {
      words
          .diagnostics()
          .warning(
              word.position(),
              "user and password of this address go over the network as they are (write https)");
    }
    return Optional.of(url);
  }
}
