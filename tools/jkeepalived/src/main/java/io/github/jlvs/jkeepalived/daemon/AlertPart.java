// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.jkeepalived.alert.AlertRules;
import io.github.jlvs.jkeepalived.alert.Change;
import io.github.jlvs.jkeepalived.alert.Delivery;
import io.github.jlvs.jkeepalived.alert.Outbox;
import io.github.jlvs.jkeepalived.alert.Patience;
import io.github.jlvs.jkeepalived.alert.RouterChanges;
import io.github.jlvs.jkeepalived.alert.ServerChanges;
import io.github.jlvs.jkeepalived.alert.mail.Mail;
import io.github.jlvs.jkeepalived.alert.mail.MailRoute;
import io.github.jlvs.jkeepalived.alert.mail.MailText;
import io.github.jlvs.jkeepalived.alert.mail.SmtpDelivery;
import io.github.jlvs.jkeepalived.alert.webhook.HttpDelivery;
import io.github.jlvs.jkeepalived.alert.webhook.WebhookMessage;
import io.github.jlvs.jkeepalived.alert.webhook.WebhookText;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.WebhookUrl;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Who is told of changes by mail and by HTTP. The loops of virtual routers and of checks say what
 * happens, and go on at once; two threads send, which begin with the first message.
 */
final class AlertPart implements RunningPart {
  private final Outbox<MailRoute, Mail> mail;
  private final Outbox<WebhookUrl, WebhookMessage> webhooks;
  private final InstantSource clock;
  private final AtomicLong messages = new AtomicLong();

  /** Makes the numbers of messages differ from those of an earlier run. */
  private final String run;

  /** Of the loop of checks alone. */
  private final ServerChanges servers = new ServerChanges();

  /** The number of the configuration that the loop of checks has seen. Of that loop alone. */
  private int seenByServers;

  /** Written by the daemon's thread, read by the loops. */
  private volatile Optional<Rules> rules = Optional.empty();

  /** What a configuration comes to; they are numbered from 1 on. */
  private record Rules(
      int number,
      Configuration configuration,
      AlertRules alerts,
      String host,
      String routerId,
      Optional<MailRoute> route) {}

  AlertPart(
      DaemonLog log,
      Patience patience,
      Delivery<MailRoute, Mail> mail,
      Delivery<WebhookUrl, WebhookMessage> webhooks,
      InstantSource clock,
      Consumer<Throwable> died) {
    this.mail =
        new Outbox<>(
            "jkeepalived-mail",
            new Outbox.Names("mail", "mails"),
            mail,
            line -> log.line(Part.DAEMON, line),
            patience,
            died);
    this.webhooks =
        new Outbox<>(
            "jkeepalived-webhook",
            new Outbox.Names("webhook message", "webhook messages"),
            webhooks,
            line -> log.line(Part.DAEMON, line),
            patience,
            died);
    this.clock = clock;
    this.run = Long.toHexString(clock.millis());
  }

  /** The real one. Without a mail the class that delivers it is not loaded, nor what it needs. */
  static AlertPart of(DaemonSettings settings, DaemonLog log, Endings endings) {
    return new AlertPart(
        log,
        Patience.USUAL,
        (route, mail) -> {
          new SmtpDelivery().deliver(route, mail);
          if (settings.detail()) {
            log.line(Part.DAEMON, "SMTP alert successfully sent.");
          }
        },
        new HttpDelivery(),
        InstantSource.system(),
        endings::died);
  }

  @Override
  public void reconfigure(Configuration configuration) {
    String host = HostName.ofThisMachine();
    Optional<MailRoute> route =
        configuration.global().alerts().mail().map(settings -> new MailRoute(settings, host));
    rules =
        Optional.of(
            new Rules(
                1 + rules.map(Rules::number).orElse(0),
                configuration,
                new AlertRules(configuration, rules.map(Rules::configuration)),
                host,
                configuration.global().routerId().orElse(host),
                route));
    mail.tryNow();
    webhooks.tryNow();
  }

  /** For the loop of virtual routers. Never blocks. */
  void hearRouters(RunnerEvent event) {
    RouterChanges.of(event).ifPresent(this::tell);
  }

  /** For the loop of checks. Never blocks. */
  void hearServers(HealthRunnerEvent event) {
    rules.ifPresent(this::forgetOtherServers);
    servers.of(event).ifPresent(this::tell);
  }

  /** Once for each configuration: there may be many servers, and many events. */
  private void forgetOtherServers(Rules now) {
    if (now.number != seenByServers) {
      seenByServers = now.number;
      servers.keepOnly(now.alerts.virtualServers());
    }
  }

  private void tell(Change change) {
    rules.ifPresent(now -> tell(change, now));
  }

  private void tell(Change change, Rules now) {
    Instant time = clock.instant();
    now.route
        .filter(route -> now.alerts.mails(change))
        .ifPresent(route -> mail.send(route, MailText.of(change, now.routerId, time)));
    now.alerts
        .webhook(change)
        .ifPresent(
            url ->
                webhooks.send(
                    url,
                    WebhookText.of(
                        change,
                        run + "-" + messages.incrementAndGet(),
                        time,
                        now.host,
                        now.routerId)));
  }

  @Override
  public List<Watched> loops(Duration beat) {
    return List.of();
  }

  /** Both at once, so that the limits do not add up. */
  @Override
  public void stop(Duration patience) {
    mail.finish();
    webhooks.finish();
    mail.close(patience);
    webhooks.close(patience);
  }
}
