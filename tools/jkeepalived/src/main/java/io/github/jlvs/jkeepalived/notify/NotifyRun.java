// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.keepalived.conf.model.Command;
import java.util.List;
import java.util.Map;

/**
 * A command that is to run for a notification.
 *
 * @param environment what it finds in its environment besides the usual
 * @param command what is run
 * @param arguments what is added to its words
 */
record NotifyRun(Map<String, String> environment, Command command, List<String> arguments) {}
