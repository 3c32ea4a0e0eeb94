// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.smtp;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * keepalived's {@code SMTP_CHECK}: the server is well when it greets with 220, answers HELO with
 * 250 and answers QUIT, with whatever (RFC 5321, section 4). Replies of several lines are read as
 * one.
 *
 * @param transport where to connect to, and from where
 * @param helo who the check says it is: printable ASCII, blanks included, 1 to 255 characters
 */
public record SmtpProbe(Transport.Tcp transport, String helo) implements NetworkProbe {
  /** Who keepalived says it is where its configuration does not. */
  public static final String DEFAULT_HELO = "smtpchecker.keepalived.org";

  private static final int LONGEST_HELO = 255;

  /**
   * Refuses whatever would end the command and begin another.
   *
   * @throws IllegalArgumentException if the name is empty, too long or not printable ASCII
   */
  public SmtpProbe {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(helo, "helo");
    if (helo.isEmpty()
        || helo.length() > LONGEST_HELO
        || helo.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "the name in an SMTP check's HELO is 1 to "
              + LONGEST_HELO
              + " printable ASCII characters, this one is not: give the name of this host");
    }
  }

  /**
   * Asks under keepalived's name, from wherever the kernel chooses.
   *
   * @param remote where to connect to; resolved, port 1 to 65535
   * @return the probe
   */
  public static SmtpProbe to(InetSocketAddress remote) {
    return new SmtpProbe(new Transport.Tcp(remote), DEFAULT_HELO);
  }

  @Override
  public String checkName() {
    return "SMTP_CHECK";
  }

  @Override
  public Conversation open() {
    return new SmtpConversation(helo);
  }
}
