// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.util.Optional;

/**
 * An interface whose loss changes a virtual router.
 *
 * @param name the interface
 * @param weight what its state adds to the priority, -253 to 253; nothing means that its loss is a
 *     fault
 */
public record TrackedInterface(String name, Optional<Integer> weight) {}
