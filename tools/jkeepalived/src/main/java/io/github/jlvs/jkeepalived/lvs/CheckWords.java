// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.PingProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.UdpProbe;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.smtp.SmtpProbe;
import java.util.Optional;

/** How keepalived's log speaks of the checks of one kind. */
sealed interface CheckWords
    permits CheckWords.Tcp,
        CheckWords.Udp,
        CheckWords.Ping,
        CheckWords.Direct,
        CheckWords.Misc,
        CheckWords.TrackedFile,
        CheckWords.Http,
        CheckWords.Other,
        DnsWords,
        SmtpWords {

  /**
   * What is checked.
   *
   * @param server the real server; its own address is named, also where the check looks elsewhere
   * @param virtualServer its virtual server
   * @param policy which says how many retries it has
   */
  record Checked(ServiceAddress server, VirtualServerName virtualServer, CheckPolicy policy) {}

  static CheckWords of(Probe probe) {
    if (probe instanceof HttpProbe) {
      return new Http();
    } else if (probe instanceof TcpProbe) {
      return new Tcp();
    } else if (probe instanceof UdpProbe) {
      return new Udp();
    } else if (probe instanceof DnsProbe dns) {
      return new DnsWords(dns.transport().remote());
    } else if (probe instanceof SmtpProbe smtp) {
      return new SmtpWords(smtp.transport().remote());
    } else if (probe instanceof PingProbe) {
      return new Ping();
    } else if (probe instanceof DirectProbe) {
      return new Direct();
    } else if (probe instanceof ScriptProbe script) {
      return new Misc(script.words().get(0));
    } else if (probe instanceof FileProbe file) {
      return new TrackedFile(file.name());
    }
    return new Other(probe.checkName());
  }

  /** What a check that has failed for good is called. */
  String name();

  /** The line for a try that has failed; empty where that for the check says it as well. */
  Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event);

  /** The line for a check that has failed for good. */
  default Optional<String> wentDown(Checked checked, CheckEvent.WentDown event) {
    return Optional.of(name() + " on service " + checked.server + " failed" + after(event) + ".");
  }

  /** The line for the first success, and for one after a failure; empty for none. */
  Optional<String> wentUp(Checked checked, CheckEvent.WentUp event);

  /** TCP_CHECK. */
  record Tcp() implements CheckWords {
    @Override
    public String name() {
      return "TCP_CHECK";
    }

    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      return Optional.of("TCP connection to " + checked.server + ending(event.failure()));
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return connected("TCP", checked);
    }
  }

  /** UDP_CHECK. */
  record Udp() implements CheckWords {
    @Override
    public String name() {
      return "UDP_CHECK";
    }

    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      return Optional.of(
          event.failure().cause() == Cause.PATTERN
              ? "UDP check to " + checked.server + " reply data mismatch."
              : "UDP connection to " + checked.server + " failed.");
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return connected("UDP", checked);
    }
  }

  /** PING_CHECK. Of a request that cannot be sent keepalived does not say whose it was. */
  record Ping() implements CheckWords {
    @Override
    public String name() {
      return "ICMP CHECK";
    }

    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      return Optional.of(
          "ICMP connection to address "
              + checked.server
              + (isLate(event.failure()) ? " timeout." : " failed: " + event.failure().detail()));
    }

    @Override
    public Optional<String> wentDown(Checked checked, CheckEvent.WentDown event) {
      return Optional.of(
          name()
              + " on service "
              + checked.server
              + " of "
              + checked.virtualServer
              + " failed"
              + after(event)
              + ".");
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return connected("ICMP", checked);
    }
  }

  /** DR_CHECK, which keepalived does not have: what was asked stands behind the words. */
  record Direct() implements CheckWords {
    @Override
    public String name() {
      return "DR_CHECK";
    }

    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      Failure failure = event.failure();
      return Optional.of(
          "DR connection to " + checked.server + ending(failure) + " " + failure.detail() + ".");
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return connected("DR", checked);
    }
  }

  /**
   * MISC_CHECK.
   *
   * @param path of the program
   */
  record Misc(String path) implements CheckWords {
    @Override
    public String name() {
      return "Misc check";
    }

    private String of(Checked checked) {
      return "%s for [%s VS %s] by [%s] "
          .formatted(name(), checked.server, checked.virtualServer, path);
    }

    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      if (event.retriesLeft() == 0) {
        return Optional.empty(); // The next line says it.
      }
      int made = event.attempt() - 1;
      String tries =
          made == 0
              ? ", will do " + retries(event.retriesLeft())
              : " on retry " + made + "/" + (made + event.retriesLeft());
      return Optional.of(of(checked) + failed(event.failure(), tries));
    }

    @Override
    public Optional<String> wentDown(Checked checked, CheckEvent.WentDown event) {
      // Of the first result ever, which gets no retries, keepalived says the same.
      int allowed = checked.policy.retry();
      String tries = allowed == 0 ? " with retry disabled" : " after " + retries(allowed);
      return Optional.of(of(checked) + failed(event.failure(), tries));
    }

    private static String failed(Failure failure, String tries) {
      return isLate(failure)
          ? "timed out" + tries + "."
          : "failed" + tries + " (" + failure.detail() + ").";
    }

    private static String retries(int count) {
      return count + (count == 1 ? " retry" : " retries");
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return Optional.of(of(checked) + "succeeded.");
    }
  }

  /**
   * FILE_CHECK.
   *
   * @param file its name in the configuration
   */
  record TrackedFile(String file) implements CheckWords {
    @Override
    public String name() {
      return "tracked file " + file;
    }

    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      return Optional.empty();
    }

    @Override
    public Optional<String> wentDown(Checked checked, CheckEvent.WentDown event) {
      return Optional.of("(%s): %s now FAULT state".formatted(checked.server, name()));
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return event.before() == CheckState.DOWN
          ? Optional.of("(%s): %s leaving FAULT state".formatted(checked.server, name()))
          : Optional.empty();
    }
  }

  /**
   * HTTP_GET and SSL_GET. Behind keepalived's words stands what was wrong: they name neither the
   * url nor what the server answered.
   */
  record Http() implements CheckWords {
    @Override
    public String name() {
      return "HTTP_CHECK";
    }

    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      Failure failure = event.failure();
      String words =
          switch (failure.cause()) {
            case FAILED -> "Connection failed server ";
            case TIMEOUT -> "Timeout connecting server ";
            case UNANSWERED -> "Timeout WEB read server ";
            // The second blank is keepalived's.
            case CLOSED -> "Read, no data received from  server ";
            case GREETING, STATUS -> "HTTP status code error to server ";
            case DIGEST -> "MD5 digest error to server ";
            case PATTERN -> "Regex match failed server ";
          };
      String why = failure.detail().isEmpty() ? "" : " " + failure.detail();
      return Optional.of(words + checked.server + "." + why);
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return Optional.of("Remote Web server " + checked.server + " succeed on service.");
    }
  }

  /** A probe that keepalived does not have. */
  record Other(String name) implements CheckWords {
    @Override
    public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
      return Optional.of(name + " on service " + checked.server + ending(event.failure()));
    }

    @Override
    public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
      return Optional.of(name + " on service " + checked.server + " success.");
    }
  }

  private static Optional<String> connected(String protocol, Checked checked) {
    return Optional.of(protocol + " connection to " + checked.server + " success.");
  }

  private static String after(CheckEvent.WentDown event) {
    return event.retries() == 0 ? "" : " after " + event.retries() + " retries";
  }

  private static String ending(Failure failure) {
    return isLate(failure) ? " timeout." : " failed.";
  }

  private static boolean isLate(Failure failure) {
    return switch (failure.cause()) {
      case TIMEOUT, UNANSWERED -> true;
      case FAILED, CLOSED, GREETING, STATUS, DIGEST, PATTERN -> false;
    };
  }
}
