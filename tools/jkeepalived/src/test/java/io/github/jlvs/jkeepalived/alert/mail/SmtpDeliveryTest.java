// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jlvs.jkeepalived.alert.DeliveryException;
import io.github.jlvs.jkeepalived.alert.FakeServer;
import io.github.jlvs.jkeepalived.alert.TestTrust;
import io.github.jlvs.keepalived.conf.model.MailServer;
import io.github.jlvs.keepalived.conf.model.MailServer.Login;
import io.github.jlvs.keepalived.conf.model.MailServer.Security;
import io.github.jlvs.keepalived.conf.model.MailSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpDeliveryTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Mail MAIL =
      new Mail(Instant.parse("2026-11-22T01:02:03Z"), "[ds1] subject", "=> body <=\n\n");

  @TempDir private Path directory;

  private final SmtpDelivery delivery =
      new SmtpDelivery(() -> TestTrust.client().getSocketFactory());

  private static MailRoute route(String host, int port, Security security, Optional<Login> login) {
    return route(new MailServer(host, port, PATIENT, Optional.empty(), security, login));
  }

  /** To one that will not answer. */
  private static MailRoute hurried(FakeServer server) {
    return route(
        new MailServer(
            "127.0.0.1",
            server.port(),
            Duration.ofMillis(400),
            Optional.empty(),
            Security.NONE,
            Optional.empty()));
  }

  private static MailRoute route(MailServer server) {
    return new MailRoute(
        new MailSettings(
            List.of("root@example.org", "Ops <ops@example.org>"),
            Optional.of("ka <ka@example.org>"),
            server),
        "ds1");
  }

  private static MailRoute route(FakeServer server) {
    return route("127.0.0.1", server.port(), Security.NONE, Optional.empty());
  }

  @Test
  void plain_mail_is_said_as_keepalived_says_it() throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of());
    try (FakeServer server = FakeServer.plain(smtp.whole())) {
      delivery.deliver(route(server), MAIL);
    }

    assertThat(smtp.commands())
        .containsExactly(
            "HELO ds1",
            "MAIL FROM:<ka@example.org>",
            "RCPT TO:<root@example.org>",
            "RCPT TO:<ops@example.org>",
            "DATA",
            "QUIT");
    List<String> mail = smtp.mails().get(0);
    assertThat(mail)
        .contains(
            "From: ka <ka@example.org>",
            "To: root@example.org, Ops <ops@example.org>",
            "Subject: [ds1] subject",
            "X-Mailer: jkeepalived");
    assertThat(mail).anyMatch(line -> line.startsWith("Date: Sun, 22 Nov 2026 "));
    assertThat(mail.subList(mail.indexOf(""), mail.size())).containsExactly("", "=> body <=", "");
  }

  @Test
  void without_a_sender_it_comes_from_the_user_at_this_machine() throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of());
    try (FakeServer server = FakeServer.plain(smtp.whole())) {
      MailServer to = route(server).server();
      delivery.deliver(
          new MailRoute(new MailSettings(List.of("root"), Optional.empty(), to), "ds1"), MAIL);
    }

    assertThat(smtp.commands())
        .contains("MAIL FROM:<" + System.getProperty("user.name") + "@ds1>", "RCPT TO:<root>");
  }

  @Test
  void what_is_no_letter_stays_in_its_line() throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of());
    Mail odd = new Mail(MAIL.time(), "V\u00e4\r\nBcc: x@example.org", ".\n..\n");
    try (FakeServer server = FakeServer.plain(smtp.whole())) {
      delivery.deliver(route(server), odd);
    }

    List<String> mail = smtp.mails().get(0);
    assertThat(mail).noneMatch(line -> line.startsWith("Bcc"));
    assertThat(mail.subList(mail.indexOf(""), mail.size())).containsExactly("", "..", "...");
  }

  @Test
  void a_refused_recipient_keeps_no_other_from_the_mail() throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of("RCPT TO:<root", "550 no such user"));
    try (FakeServer server = FakeServer.plain(smtp.whole())) {
      DeliveryException failure = failure(route(server));

      assertThat(failure.isRefused()).isTrue();
      assertThat(failure).hasMessageContaining("550 no such user");
    }
    assertThat(smtp.mails()).hasSize(1);
  }

  @Test
  void what_a_refusal_means() throws Exception {
    assertThat(answered("MAIL", "550 no")).isEqualTo("refused: it answered: 550 no");
    assertThat(answered("MAIL", "451 later")).isEqualTo("try again: it answered: 451 later");
    assertThat(answered("RCPT", "450 greylisted")).startsWith("try again: ").contains("greylisted");
    assertThat(answered("RCPT", "554 no")).startsWith("refused: ").contains("554 no");
    assertThat(answered("DATA", "554 no")).startsWith("refused: ").contains("554 no");
    assertThat(answered("end of mail", "452 full")).startsWith("try again: ").contains("452 full");
    assertThat(answered("greeting", "421 closing")).startsWith("try again: ").contains("421");
  }

  private String answered(String command, String answer) throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of(command, answer));
    try (FakeServer server = FakeServer.plain(smtp.whole())) {
      DeliveryException failure = failure(route(server));
      return (failure.isRefused() ? "refused: " : "try again: ") + failure.getMessage();
    }
  }

  @Test
  void nobody_there_and_nobody_of_that_name() throws Exception {
    try (FakeServer server = FakeServer.plain((in, out) -> {})) {
      assertThat(failure(route(server)).isRefused()).isFalse();
    }
    int port;
    try (ServerSocket nobody = new ServerSocket(0)) {
      port = nobody.getLocalPort();
    }
    assertThat(failure(route("127.0.0.1", port, Security.NONE, Optional.empty())))
        .hasMessageContaining("Connection refused");
    assertThat(failure(route("nosuch.invalid", 25, Security.NONE, Optional.empty())))
        .hasMessage("its name is not known to the name service");
  }

  @Test
  void one_that_hangs_at_any_point_is_given_up_in_time() throws Exception {
    try (FakeServer server = FakeServer.plain((in, out) -> FakeServer.hang())) {
      assertThat(failure(hurried(server))).hasMessage("it did not answer in time");
    }
    for (String at : List.of("HELO", "MAIL", "RCPT", "DATA")) {
      FakeServer.Conversation stops =
          (in, out) -> {
            out.write("220 fake\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = in.readLine(); !line.startsWith(at); line = in.readLine()) {
              out.write("250 ok\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            FakeServer.hang();
          };
      try (FakeServer server = FakeServer.plain(stops)) {
        assertThat(failure(hurried(server))).as(at).hasMessage("it did not answer in time");
      }
    }
  }

  @Test
  void one_that_answers_without_end_is_given_up_in_time() throws Exception {
    FakeServer.Conversation dribble =
        (in, out) -> {
          while (true) {
            out.write("220-x\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(20);
          }
        };
    try (FakeServer server = FakeServer.plain(dribble)) {
      assertThat(failure(hurried(server)).isRefused()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void encrypted_mail_with_a_user_and_a_password(Security security) throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of("AUTH", "235 welcome"));
    try (FakeServer server = encrypted(security, smtp)) {
      delivery.deliver(route("localhost", server.port(), security, login("hush\n")), MAIL);
    }

    assertThat(smtp.mails()).hasSize(1);
    String plain =
        Base64.getEncoder().encodeToString("\0ds1\0hush".getBytes(StandardCharsets.UTF_8));
    assertThat(smtp.commands()).anyMatch(line -> line.contains(plain) || line.startsWith("AUTH"));
    assertThat(smtp.commands().contains("STARTTLS")).isEqualTo(security == Security.STARTTLS);
  }

  private static FakeServer encrypted(Security security, FakeSmtp smtp) {
    return security == Security.TLS
        ? FakeServer.tls(smtp.whole())
        : FakeServer.tlsAfter(smtp.untilStartTls(), smtp.afterStartTls());
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void nothing_is_said_to_one_who_does_not_prove_who_he_is(Security security) throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of());
    try (FakeServer server = encrypted(security, smtp)) {
      // The certificate is of localhost.
      assertThat(failure(route("127.0.0.1", server.port(), security, login("hush\n"))).isRefused())
          .isFalse();
      DeliveryException untrusted =
          catchThrowableOfType(
              DeliveryException.class,
              () ->
                  new SmtpDelivery()
                      .deliver(route("localhost", server.port(), security, login("hush\n")), MAIL));
      assertThat(untrusted).isNotNull();
    }
    assertThat(smtp.mails()).isEmpty();
    assertThat(smtp.commands()).noneMatch(line -> line.startsWith("AUTH"));
  }

  @Test
  void without_an_offer_of_starttls_nothing_is_said() throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of());
    try (FakeServer server = FakeServer.plain(smtp.whole())) {
      assertThat(failure(route("localhost", server.port(), Security.STARTTLS, login("hush\n"))))
          .hasMessageContaining("STARTTLS");
    }
    assertThat(smtp.commands())
        .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
  }

  @Test
  void a_password_that_is_not_taken_is_not_shown() throws Exception {
    FakeSmtp smtp = new FakeSmtp(Map.of("AUTH", "535 who is that"));
    try (FakeServer server = FakeServer.tls(smtp.whole())) {
      DeliveryException failure =
          failure(route("localhost", server.port(), Security.TLS, login("hush\n")));

      assertThat(failure).hasMessageContaining("smtp_user").hasMessageContaining("535");
      assertThat(failure).hasMessageNotContaining("hush");
      assertThat(failure.isRefused()).isFalse();
    }
  }

  @Test
  void a_password_file_that_others_can_read_or_that_is_none_is_not_used() throws Exception {
    Optional<Login> open = login("hush\n");
    Path file = Path.of(open.orElseThrow().passwordFile());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (FakeServer server = FakeServer.tls(new FakeSmtp(Map.of()).whole())) {
      assertThat(failure(route("localhost", server.port(), Security.TLS, open)))
          .hasMessageContaining("others can read or change it (mode 0644): chmod 600 it")
          .hasMessageNotContaining("hush");
      assertThat(failure(route("localhost", server.port(), Security.TLS, login("\n"))))
          .hasMessageContaining("its first line is empty");
      assertThat(failure(route("localhost", server.port(), Security.TLS, login("x".repeat(5000)))))
          .hasMessageContaining("no file of at most 4096 octets");
      Files.delete(file);
      assertThat(failure(route("localhost", server.port(), Security.TLS, open)))
          .hasMessageContaining("there is no such file");
    }
  }

  private Optional<Login> login(String text) throws IOException {
    Path file = directory.resolve("password");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
    return Optional.of(new Login("ds1", file.toString()));
  }

  private DeliveryException failure(MailRoute route) {
    DeliveryException failure =
        catchThrowableOfType(DeliveryException.class, () -> delivery.deliver(route, MAIL));
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }
}
