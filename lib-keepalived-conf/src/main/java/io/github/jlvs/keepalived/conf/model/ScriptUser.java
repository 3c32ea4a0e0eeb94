// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * Whom a script runs as.
 *
 * @param user the user's name
 * @param group the group's name; the user's own group if there is none
 */
public record ScriptUser(String user, Optional<String> group) {}
