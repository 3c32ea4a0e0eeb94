// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import io.github.jlvs.jkeepalived.alert.Delivery;
import io.github.jlvs.jkeepalived.alert.DeliveryException;
import io.github.jlvs.keepalived.conf.model.MailServer;
import io.github.jlvs.keepalived.conf.model.MailServer.Security;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Brings mail to its server: a connection for each, as keepalived has it. The library that speaks
 * SMTP and TLS is loaded by the first mail.
 */
public final class SmtpDelivery implements Delivery<MailRoute, Mail> {
  /** Of the time for one answer: a whole mail takes no longer. */
  private static final int WHOLE = 4;

  private final Supplier<SSLSocketFactory> trust;

  /** Trusts whom the Java runtime trusts. */
  public SmtpDelivery() {
    this(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  SmtpDelivery(Supplier<SSLSocketFactory> trust) {
    this.trust = trust;
  }

  @Override
  public void deliver(MailRoute route, Mail mail) throws DeliveryException {
    String sender =
        route
            .settings()
            .sender()
            .orElse(System.getProperty("user.name", "root") + "@" + route.localName());
    try {
      InternetAddress from = new InternetAddress(sender, false);
      Address[] to = new Address[route.settings().recipients().size()];
      for (int i = 0; i < to.length; i++) {
        to[i] = new InternetAddress(route.settings().recipients().get(i), false);
      }
      Session session = Session.getInstance(properties(route, from));
      Message message = message(session, from, to, mail);
      message.saveChanges();
      try (Transport transport = session.getTransport("smtp")) {
        connect(transport, route.server().login());
        transport.sendMessage(message, to);
      }
    } catch (MessagingException e) {
      throw SmtpFailure.of(e);
    }
  }

  private static void connect(Transport transport, Optional<MailServer.Login> login)
      throws MessagingException, DeliveryException {
    if (login.isPresent()) {
      String password = PasswordFile.read(login.get().passwordFile());
      transport.connect(login.get().user(), password);
    } else {
      transport.connect();
    }
  }

  private static Message message(Session session, Address from, Address[] to, Mail mail)
      throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setSentDate(Date.from(mail.time()));
    message.setFrom(from);
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setHeader("X-Mailer", "jkeepalived");
    message.setRecipients(Message.RecipientType.TO, to);
    message.setText(mail.body(), StandardCharsets.UTF_8.name());
    return message;
  }

  private Properties properties(MailRoute route, InternetAddress from) {
    MailServer server = route.server();
    long each = Math.min(Integer.MAX_VALUE / WHOLE, Math.max(1, server.timeout().toMillis()));
    Duration whole = Duration.ofMillis(WHOLE * each);
    boolean login = server.login().isPresent();
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.connectiontimeout", Long.toString(each));
    properties.put("mail.smtp.timeout", Long.toString(each));
    // Without these names the library asks the name service for that of this machine, and waits.
    properties.put("mail.smtp.localhost", server.helloName().orElse(route.localName()));
    properties.put("mail.from", from.getAddress());
    properties.put("mail.smtp.from", from.getAddress());
    properties.put("mail.smtp.auth", Boolean.toString(login));
    // One recipient whom the server does not take keeps no other from the mail.
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.socketFactory", new TimedSockets(whole));
    properties.put("mail.smtp.socketFactory.fallback", "false");
    boolean encrypted = server.security() != Security.NONE;
    properties.put("mail.smtp.ehlo", Boolean.toString(encrypted));
    if (encrypted) {
      properties.put("mail.smtp.ssl.socketFactory", new TimedTls(whole, trust.get()));
      properties.put("mail.smtp.ssl.checkserveridentity", "true");
      boolean fromTheStart = server.security() == Security.TLS;
      properties.put("mail.smtp.ssl.enable", Boolean.toString(fromTheStart));
      properties.put("mail.smtp.starttls.enable", Boolean.toString(!fromTheStart));
      properties.put("mail.smtp.starttls.required", Boolean.toString(!fromTheStart));
    }
    return properties;
  }
}
