// SPDX-License-Identifier: Apache-2.0
/**
 * Daemons whose surroundings never rest: what they hold after an hour of that beside what they held
 * before.
 */
@NullMarked
package io.github.jlvs.bench.flapping;

import org.jspecify.annotations.NullMarked;
