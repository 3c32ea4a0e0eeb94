// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.keepalived.conf.model.Command;
import java.util.List;

/**
 * A command that is to run for a notification.
 *
 * @param notification what has happened
 * @param command what is run
 * @param arguments what is added to its words
 */
record NotifyRun(Notification notification, Command command, List<String> arguments) {}
