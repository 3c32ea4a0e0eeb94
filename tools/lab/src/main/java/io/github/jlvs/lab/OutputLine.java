// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Instant;

/**
 * A line that a process wrote.
 *
 * @param time when it was read
 * @param text the line, without its end
 */
public record OutputLine(Instant time, String text) {}
