// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import java.util.Optional;

/** How keepalived's log speaks of the checks of one kind. */
sealed interface CheckWords permits CheckWords.Tcp, CheckWords.Http, CheckWords.Other, DnsWords {

  static CheckWords of(Probe probe) {
    if (probe instanceof HttpProbe) {
      return new Http();
    }
    if (probe instanceof DnsProbe dns) {
      return new DnsWords(dns.transport().remote());
    }
    return probe.checkName().equals("TCP_CHECK") ? new Tcp() : new Other(probe.checkName());
  }

  /** What a check that has failed for good is called. */
  String name();

  /** The line for a try that has failed. */
  String failed(ServiceAddress server, Failure failure);

  /** The line for the first success, and for one after a failure; empty for none. */
  Optional<String> succeeded(ServiceAddress server);

  /** The line for a try that has failed; empty where that for the check says it as well. */
  default Optional<String> failed(ServiceAddress server, CheckEvent.TryFailed event) {
    return Optional.of(failed(server, event.failure()));
  }

  /**
   * The line for a check that has failed for good.
   *
   * @param policy which says how many retries it has
   */
  default String failed(ServiceAddress server, CheckPolicy policy, CheckEvent.WentDown event) {
    String tries = event.retries() == 0 ? "" : " after " + event.retries() + " retries";
    return name() + " on service " + server + " failed" + tries + ".";
  }

  /** TCP_CHECK. */
  record Tcp() implements CheckWords {
    @Override
    public String name() {
      return "TCP_CHECK";
    }

    @Override
    public String failed(ServiceAddress server, Failure failure) {
      return "TCP connection to " + server + ending(failure);
    }

    @Override
    public Optional<String> succeeded(ServiceAddress server) {
      return Optional.of("TCP connection to " + server + " success.");
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
    public String failed(ServiceAddress server, Failure failure) {
      String words =
          switch (failure.cause()) {
            case FAILED -> "Connection failed server ";
            case TIMEOUT -> "Timeout connecting server ";
            case UNANSWERED -> "Timeout WEB read server ";
            // The second blank is keepalived's.
            case CLOSED -> "Read, no data received from  server ";
            case STATUS -> "HTTP status code error to server ";
            case DIGEST -> "MD5 digest error to server ";
            case PATTERN -> "Regex match failed server ";
          };
      String why = failure.detail().isEmpty() ? "" : " " + failure.detail();
      return words + server + "." + why;
    }

    @Override
    public Optional<String> succeeded(ServiceAddress server) {
      return Optional.of("Remote Web server " + server + " succeed on service.");
    }
  }

  /** A probe that keepalived does not have. */
  record Other(String name) implements CheckWords {
    @Override
    public String failed(ServiceAddress server, Failure failure) {
      return name + " on service " + server + ending(failure);
    }

    @Override
    public Optional<String> succeeded(ServiceAddress server) {
      return Optional.of(name + " on service " + server + " success.");
    }
  }

  private static String ending(Failure failure) {
    return switch (failure.cause()) {
      case TIMEOUT, UNANSWERED -> " timeout.";
      case FAILED, CLOSED, STATUS, DIGEST, PATTERN -> " failed.";
    };
  }
}
