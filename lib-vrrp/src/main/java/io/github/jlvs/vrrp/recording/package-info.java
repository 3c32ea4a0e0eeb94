// SPDX-License-Identifier: Apache-2.0
/**
 * Records what a {@link io.github.jlvs.vrrp.StateMachine} is given and what it decides, as JSON
 * lines: the format of the conformance vectors (docs/vrrp-vectors.md). Pure as the state machines
 * themselves: lines go to a consumer.
 */
@NullMarked
package io.github.jlvs.vrrp.recording;

import org.jspecify.annotations.NullMarked;
