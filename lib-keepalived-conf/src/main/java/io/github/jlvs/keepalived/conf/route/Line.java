// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/**
 * What a line becomes.
 *
 * @param value the route or the rule
 * @param trackGroup the group of virtual routers that goes to fault with its interface
 * @param <T> a route or a rule
 */
public record Line<T>(T value, Optional<Word> trackGroup) {}
