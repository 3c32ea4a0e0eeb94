// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import java.util.Locale;

/** The kinds of block that keepalived.conf has. */
public enum BlockKind {
  /** Outside any brace. */
  ROOT,
  /** {@code global_defs}. */
  GLOBAL_DEFS,
  /** {@code vrrp_instance NAME}. */
  VRRP_INSTANCE,
  /** {@code authentication} of a VRRP instance. */
  AUTHENTICATION,
  /** {@code auth_hmac} of a VRRP instance. */
  AUTH_HMAC,
  /** {@code vrrp_sync_group NAME}. */
  VRRP_SYNC_GROUP,
  /** {@code vrrp_script NAME}. */
  VRRP_SCRIPT,
  /** {@code vrrp_track_process NAME}. */
  VRRP_TRACK_PROCESS,
  /** {@code track_file NAME} outside any brace. */
  TRACK_FILE,
  /** {@code track_group NAME}. */
  TRACK_GROUP,
  /** {@code garp_group}. */
  GARP_GROUP,
  /** {@code bfd_instance NAME}. */
  BFD_INSTANCE,
  /** {@code SSL}. */
  SSL,
  /** {@code virtual_server ADDRESS PORT}. */
  VIRTUAL_SERVER,
  /** {@code real_server ADDRESS PORT}. */
  REAL_SERVER,
  /** {@code TCP_CHECK}. */
  TCP_CHECK,
  /** {@code HTTP_GET}. */
  HTTP_GET,
  /** {@code SSL_GET}. */
  SSL_GET,
  /** {@code url} of HTTP_GET and SSL_GET. */
  URL,
  /** {@code MISC_CHECK}. */
  MISC_CHECK,
  /** {@code SMTP_CHECK}. */
  SMTP_CHECK,
  /** {@code host} of SMTP_CHECK. */
  SMTP_HOST,
  /** {@code DNS_CHECK}. */
  DNS_CHECK,
  /** {@code UDP_CHECK}. */
  UDP_CHECK,
  /** {@code PING_CHECK}. */
  PING_CHECK,
  /** {@code DR_CHECK}. */
  DR_CHECK,
  /** {@code FILE_CHECK}. */
  FILE_CHECK,
  /** {@code BFD_CHECK}. */
  BFD_CHECK,
  /** A block whose lines are items, such as addresses or names, and not keywords. */
  ITEMS;

  /**
   * Whether an unknown word on a line of its own is passed over here, as keepalived passes it over.
   * It changes nothing that clients see, and a start that fails for it would be an outage; in a
   * virtual server it may be a real server that is lost.
   *
   * @return true if a warning is enough
   */
  public boolean passesUnknownLines() {
    return this == GLOBAL_DEFS || this == VRRP_INSTANCE || this == VRRP_SCRIPT;
  }

  /**
   * How messages call this kind.
   *
   * @return the keyword that opens it
   */
  public String title() {
    return switch (this) {
      case ROOT -> "the top level";
      case ITEMS -> "a list";
      case TCP_CHECK, HTTP_GET, SSL_GET, MISC_CHECK, SMTP_CHECK -> name();
      case DNS_CHECK, UDP_CHECK, PING_CHECK, DR_CHECK, FILE_CHECK, BFD_CHECK, SSL -> name();
      case SMTP_HOST -> "host";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }
}
