// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.List;
import java.util.Optional;

/**
 * Where mail about changes goes, and which way.
 *
 * @param recipients mail addresses as they are written, {@code ops@example.org} or {@code Ops
 *     <ops@example.org>}; at least one
 * @param sender whom it comes from; the daemon's user at this machine if there is none
 * @param server the server that takes it
 */
public record MailSettings(List<String> recipients, Optional<String> sender, MailServer server) {

  /** Makes the list unmodifiable. */
  public MailSettings {
    recipients = List.copyOf(recipients);
  }
}
