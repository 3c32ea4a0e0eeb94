// SPDX-License-Identifier: Apache-2.0
/**
 * What the result of a health check means: retries, recovery, quorum, sorry server.
 *
 * <p>Nothing here knows a socket, a thread or a clock. {@link
 * io.github.jlvs.healthcheck.RealServerCheck} turns the results of one probe into "up" and "down";
 * {@link io.github.jlvs.healthcheck.VirtualServerHealth} turns the ups and downs of all real
 * servers of a virtual server into the destinations the IPVS table should hold, and into
 * notifications. Both behave as keepalived 2.2.7 was seen to behave, from outside; where a rule
 * surprises, the Javadoc says so.
 *
 * <p>Times are in nanoseconds of any monotonic clock the caller likes ({@link System#nanoTime()}, a
 * test's counter); differences alone matter, so the clock may be negative and may wrap. Classes are
 * not thread-safe unless they say so: each belongs to the loop that feeds it. Records are
 * immutable.
 */
@NullMarked
package io.github.jlvs.healthcheck;

import org.jspecify.annotations.NullMarked;
