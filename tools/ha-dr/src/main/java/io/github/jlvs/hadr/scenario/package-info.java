// SPDX-License-Identifier: Apache-2.0
/**
 * A scenario that tells itself as it goes: steps, the checks each of them makes, and the table of
 * what became of them. Knows nothing of the network it is used on.
 */
@NullMarked
package io.github.jlvs.hadr.scenario;

import org.jspecify.annotations.NullMarked;
