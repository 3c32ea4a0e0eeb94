// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.time.Instant;

/**
 * One line of the log.
 *
 * @param time when it was said
 * @param part who said it
 * @param text the line, without its end
 */
public record Entry(Instant time, Part part, String text) {}
