// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.time.Duration;

/**
 * When a check runs and what a failure means.
 *
 * @param interval the time from one check to the next ({@code delay_loop})
 * @param warmup the first check comes after a random time up to this; zero for at once
 * @param retries how many more tries a failure gets, at least 0
 * @param retryInterval the time between tries ({@code delay_before_retry})
 * @param alpha whether it counts as failed until it has succeeded
 * @param logAllFailures whether this check asks for each failed try to be logged, and not only the
 *     last; GlobalDefs may ask for all checks
 */
public record CheckSchedule(
    Duration interval,
    Duration warmup,
    int retries,
    Duration retryInterval,
    boolean alpha,
    boolean logAllFailures) {}
