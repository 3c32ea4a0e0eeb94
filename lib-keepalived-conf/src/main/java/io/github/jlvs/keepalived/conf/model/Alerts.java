// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * What a block says of who is told of its changes; what it leaves out {@link AlertDefaults} has.
 *
 * @param mail whether they are told by mail
 * @param webhook where they are told by HTTP
 */
public record Alerts(Optional<Boolean> mail, Optional<WebhookUrl> webhook) {

  /** A block that says nothing of it. */
  public static final Alerts NOTHING_SAID = new Alerts(Optional.empty(), Optional.empty());
}
