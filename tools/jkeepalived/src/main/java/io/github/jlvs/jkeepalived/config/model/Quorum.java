// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.util.Optional;

/**
 * How much weight a virtual server needs to be up.
 *
 * @param weight the sum of the weights of its live real servers, at least 1
 * @param hysteresis how much more it takes to come up, and less to go down; below the weight
 * @param up what runs when it comes up
 * @param down what runs when it goes down
 */
public record Quorum(int weight, int hysteresis, Optional<Command> up, Optional<Command> down) {}
