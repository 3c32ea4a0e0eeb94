// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.CheckEvent;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * SMTP_CHECK. Failures name what is connected to, a success the real server; that the check has
 * failed for good is no line of its own.
 *
 * @param remote what is connected to
 */
record SmtpWords(InetSocketAddress remote) implements CheckWords {
  @Override
  public String name() {
    return "SMTP_CHECK";
  }

  @Override
  public Optional<String> tryFailed(Checked checked, CheckEvent.TryFailed event) {
    String words =
        switch (event.failure().cause()) {
          case FAILED -> "Could not connect to";
          case TIMEOUT -> "Connection timeout to";
          case UNANSWERED -> "Read timeout from";
          case CLOSED -> "Read failure from";
          case GREETING -> "Bad greeting banner from";
          case STATUS, DIGEST, PATTERN -> "Bad HELO response from";
        };
    return Optional.of(
        "%s %s server [%s]:%d"
            .formatted(name(), words, remote.getAddress().getHostAddress(), remote.getPort()));
  }

  @Override
  public Optional<String> wentDown(Checked checked, CheckEvent.WentDown event) {
    return Optional.empty();
  }

  @Override
  public Optional<String> wentUp(Checked checked, CheckEvent.WentUp event) {
    return Optional.of("Remote SMTP server " + checked.server() + " succeed on service.");
  }
}
