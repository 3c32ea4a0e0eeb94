// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.time.Duration;

/**
 * How a new master makes its addresses known.
 *
 * @param repeat how many rounds at once on becoming master
 * @param delay the time until the second block of rounds; zero for none
 * @param refresh the time between rounds while it is master; zero for none
 * @param refreshRepeat how many rounds each time
 * @param lowerPriorityRepeat how many rounds after the advertisement of a lower master
 * @param lowerPriorityDelay the time until a second block then; zero for none
 */
public record GratuitousArp(
    int repeat,
    Duration delay,
    Duration refresh,
    int refreshRepeat,
    int lowerPriorityRepeat,
    Duration lowerPriorityDelay) {}
