// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import java.time.Duration;

/**
 * How long something took that a protocol sets a time for.
 *
 * @param event from what to what
 * @param took how long it took
 * @param allowed how long it may take
 */
public record Timing(String event, Duration took, Allowed allowed) {}
