// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import io.github.jlvs.keepalived.conf.model.MailServer;
import io.github.jlvs.keepalived.conf.model.MailSettings;

/**
 * The way mail goes. {@code toString} is the server, as keepalived names it in its log.
 *
 * @param settings whom it goes to, and through which server
 * @param localName what this machine is called
 */
public record MailRoute(MailSettings settings, String localName) {
  MailServer server() {
    return settings.server();
  }

  @Override
  public String toString() {
    return "SMTP server [" + server().host() + "]:" + server().port();
  }
}
