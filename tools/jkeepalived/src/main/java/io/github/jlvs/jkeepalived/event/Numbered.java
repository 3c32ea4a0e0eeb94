// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import java.time.Instant;

/**
 * An event of the stream.
 *
 * @param sequence 1 for the first since the daemon began, 2 for the next, without a gap
 * @param time when it happened, by the system's clock: of events of several threads a later number
 *     may have a time that is a little earlier
 * @param event what happened
 */
public record Numbered(long sequence, Instant time, DaemonEvent event) {}
