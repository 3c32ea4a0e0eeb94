// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual routers by the thousand on networks that fail, in simulated time:
 * docs/vrrp-simulation.md.
 *
 * <p>A {@link io.github.jlvs.vrrp.simulation.Plan} is drawn from a seed, a {@link
 * io.github.jlvs.vrrp.simulation.World} runs it, and each {@link
 * io.github.jlvs.vrrp.simulation.Watch} holds one promise of the protocol against it. Everything
 * follows from the seed: nothing here reads a clock or starts a thread.
 */
@NullMarked
package io.github.jlvs.vrrp.simulation;

import org.jspecify.annotations.NullMarked;
