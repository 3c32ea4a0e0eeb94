// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.time.Duration;
import java.util.Optional;

/**
 * The server that takes mail, and how it is spoken to.
 *
 * @param host a name or a numeric address; it is looked up for each mail
 * @param port its port, 1 to 65535
 * @param timeout how long it may take to connect, and for each answer
 * @param helloName what this machine calls itself; its host name if there is none
 * @param security whether the connection is encrypted
 * @param login who this machine logs in as; nobody if there is none
 */
public record MailServer(
    String host,
    int port,
    Duration timeout,
    Optional<String> helloName,
    Security security,
    Optional<Login> login) {

  /** Whether a connection is encrypted, which includes that the server proves who it is. */
  public enum Security {
    /** It is not. */
    NONE,
    /** From STARTTLS on; without it nothing is said. */
    STARTTLS,
    /** From the first octet on. */
    TLS
  }

  /**
   * Who this machine logs in as.
   *
   * @param user the user's name
   * @param passwordFile the whole path of the file whose first line is the password
   */
  public record Login(String user, String passwordFile) {}
}
