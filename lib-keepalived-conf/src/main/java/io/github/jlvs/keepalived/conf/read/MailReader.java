// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.name;
import static io.github.jlvs.keepalived.conf.argument.Argument.only;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.AlertDefaults;
import io.github.jlvs.keepalived.conf.model.MailServer;
import io.github.jlvs.keepalived.conf.model.MailServer.Security;
import io.github.jlvs.keepalived.conf.model.MailSettings;
import io.github.jlvs.keepalived.conf.model.WebhookUrl;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what {@code global_defs} says of mail. */
final class MailReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SMTP = 25;
  private static final int SMTP_OVER_TLS = 465;
  private static final Value<Integer> PORT = NumberValue.integer("smtp_server", 1, 65535);
  private static final List<String> SECURITY = List.of("no", "starttls", "tls");

  /** An address, or a name and an address; nothing that could end its line of the mail. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\p{Cntrl}<>\\s,;]+|[^\\p{Cntrl}<>]*<[^\\p{Cntrl}<>\\s]+>");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,253}");

  /** What a machine calls itself to a mail server. */
  static final Argument<Optional<String>> HOST_NAME =
      only("a host name", "a host name", MailReader::host);

  static final Keywords<MailReader> KEYWORDS =
      Keywords.<MailReader>none()
          .onEach(
              list("notification_email", "mail addresses").says("Whom mail goes to"),
              MailReader::recipients)
          .on(
              keyword(
                      "notification_email_from",
                      only("a mail address", "a mail address", MailReader::address))
                  .byDefault(Standard.inWords("the daemon's user at this machine"))
                  .says("Whom mail comes from"),
              (reader, address) -> reader.sender = address)
          .on(
              keyword("smtp_server", Argument.of("a host, and a port", MailReader::server))
                  .byDefault(Standard.inWords("no mail; port 25, or 465 with `smtp_tls tls`"))
                  .says("The server that takes mail; its name is looked up for each mail"),
              (reader, server) -> reader.server = server)
          .on(
              keyword("smtp_connect_timeout", seconds("0.001", "86400"))
                  .byDefault(TIMEOUT.toSeconds())
                  .says("How long it may take to connect to it, and for each of its answers"),
              (reader, time) -> reader.timeout = time.orElse(TIMEOUT))
          .on(
              keyword("smtp_helo_name", HOST_NAME)
                  .byDefault(Standard.inWords("the host name"))
                  .says("What this machine calls itself to it"),
              (reader, host) -> reader.helloName = host)
          .on(
              keyword(
                      "smtp_tls",
                      only(
                          String.join(", ", SECURITY),
                          "one of " + String.join(", ", SECURITY),
                          new ChoiceValue("a kind of encryption", SECURITY)))
                  .byDefault("no")
                  .says(
                      "Whether it is spoken to encrypted, and proves who it is; not in keepalived"),
              (reader, word) -> reader.security = word.map(MailReader::security))
          .on(
              keyword("smtp_user", Located.word(name()))
                  .says("Who this machine logs in as, which needs `smtp_tls`; not in keepalived"),
              (reader, user) -> reader.user = user)
          .on(
              keyword("smtp_password_file", Located.word(name()))
                  .says("A file that others cannot read, with the password; not in keepalived"),
              (reader, file) -> reader.passwordFile = file)
          .on(
              keyword("smtp_alert", Located.line(flag()))
                  .byDefault(Standard.value("off", "and on for real servers"))
                  .says("Mail tells of what says nothing of it"),
              (reader, on) -> reader.all = reader.asked("smtp_alert", on))
          .on(
              keyword("smtp_alert_vrrp", Located.line(flag()))
                  .byDefault(Standard.sameAs("smtp_alert").orElse("off"))
                  .says("Mail tells of virtual routers and groups that say nothing of it"),
              (reader, on) -> reader.routers = reader.asked("smtp_alert_vrrp", on))
          .on(
              keyword("smtp_alert_checker", Located.line(flag()))
                  .byDefault(Standard.sameAs("smtp_alert").orElse(Standard.inWords("as there")))
                  .says("Mail tells of virtual and real servers that say nothing of it"),
              (reader, on) -> reader.checkers = reader.asked("smtp_alert_checker", on))
          .on(
              keyword("no_email_faults", presence()).says("Mail does not tell of the state FAULT"),
              (reader, at) -> reader.faults = false)
          .on(
              keyword("no_checker_emails", presence())
                  .says(
                      "Mail tells of real servers alone, and not of each check while they are down"),
              (reader, at) -> reader.eachCheck = false);

  /** What follows {@code smtp_server}. */
  private record Server(Word host, Optional<Integer> port) {}

  private final ReaderContext context;
  private final List<Word> recipients = new ArrayList<>();
  private Optional<String> sender = Optional.empty();
  private Optional<Server> server = Optional.empty();
  private Optional<String> helloName = Optional.empty();
  private Optional<Security> security = Optional.empty();
  private Optional<Located<String>> user = Optional.empty();
  private Optional<Located<String>> passwordFile = Optional.empty();
  private Optional<Boolean> all = Optional.empty();
  private Optional<Boolean> routers = Optional.empty();
  private Optional<Boolean> checkers = Optional.empty();
  private Duration timeout = TIMEOUT;
  private boolean faults = true;
  private boolean eachCheck = true;

  MailReader(ReaderContext context) {
    this.context = context;
  }

  private Optional<Boolean> asked(String keyword, Located<Boolean> mail) {
    context.askedMail().take(keyword, mail);
    return Optional.of(mail.value());
  }

  /** What all of it comes to, once all of {@code global_defs} is read. */
  AlertDefaults defaults(Optional<WebhookUrl> webhook) {
    return new AlertDefaults(
        mail(),
        routers.or(() -> all).orElse(false),
        faults,
        checkers.or(() -> all).orElse(false),
        checkers.or(() -> all).orElse(true),
        eachCheck,
        webhook);
  }

  private Optional<MailSettings> mail() {
    Optional<MailServer.Login> login = login();
    if (recipients.isEmpty() || server.isEmpty()) {
      recipients.stream()
          .findFirst()
          .ifPresent(first -> none(first, "'smtp_server' is missing in global_defs"));
      server.ifPresent(at -> none(at.host, "'notification_email' has no address in global_defs"));
      if (recipients.isEmpty() && server.isEmpty()) {
        context.askedMail().sayVain(context.unsupported());
      }
      return Optional.empty();
    }
    Security chosen = security.orElse(Security.NONE);
    int port = server.get().port.orElse(chosen == Security.TLS ? SMTP_OVER_TLS : SMTP);
    return Optional.of(
        new MailSettings(
            recipients.stream().map(Word::text).toList(),
            sender,
            new MailServer(server.get().host.text(), port, timeout, helloName, chosen, login)));
  }

  private void none(Word at, String why) {
    context.diagnostics().warning(at.position(), "no mail is sent: " + why);
  }

  /** A password goes to nobody who has not proved who he is. */
  private Optional<MailServer.Login> login() {
    if (user.isEmpty() && passwordFile.isEmpty()) {
      return Optional.empty();
    }
    Located<String> given = user.or(() -> passwordFile).orElseThrow();
    if (user.isEmpty() || passwordFile.isEmpty()) {
      context
          .diagnostics()
          .error(
              given.position(),
              "'smtp_user' and 'smtp_password_file' go together, and one of them is missing");
      return Optional.empty();
    }
    if (security.orElse(Security.NONE) == Security.NONE) {
      context
          .diagnostics()
          .error(
              given.position(),
              "a password is not sent unencrypted: 'smtp_user' needs 'smtp_tls starttls' or"
                  + " 'smtp_tls tls'");
      return Optional.empty();
    }
    if (!NamedFile.isWholePath(passwordFile.get().value())) {
      context
          .diagnostics()
          .error(
              passwordFile.get().position(),
              "'smtp_password_file' takes a whole path, which begins with /");
      return Optional.empty();
    }
    return Optional.of(new MailServer.Login(user.get().value(), passwordFile.get().value()));
  }

  private void recipients(List<Statement> lines) {
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, context.diagnostics());
      for (Word word : line.words()) {
        if (address(word, context.words()).isPresent()) {
          recipients.add(word);
        }
      }
    }
  }

  /** One that gets no mail is no reason not to start. */
  private static Optional<String> address(Word word, Words words) {
    if (ADDRESS.matcher(word.text()).matches()) {
      return Optional.of(word.text());
    }
    if (!Words.hasOpenReference(word)) {
      words
          .diagnostics()
          .warning(
              word.position(),
              Quoted.quote(word.text())
                  + " is no mail address: left out (a name goes before it, as in \"Ops"
                  + " <ops@example.org>\")");
    }
    return Optional.empty();
  }

  private static Optional<String> host(Word word, Words words) {
    if (HOST.matcher(word.text()).matches()) {
      return Optional.of(word.text());
    }
    words.wrong(word, Quoted.quote(word.text()) + " is neither a host name nor an address");
    return Optional.empty();
  }

  private static Optional<Server> server(Statement statement, Words words) {
    words.atMost(statement, 2);
    Optional<Word> host =
        words
            .at(statement, 0, "a host name or an address")
            .filter(word -> host(word, words).isPresent());
    Optional<Integer> port =
        statement.arguments().stream().skip(1).findFirst().flatMap(word -> PORT.read(word, words));
    return host.map(word -> new Server(word, port));
  }

  private static Security security(String word) {
    return switch (word) {
      case "starttls" -> Security.STARTTLS;
      case "tls" -> Security.TLS;
      default -> Security.NONE;
    };
  }
}
