// SPDX-License-Identifier: Apache-2.0
/**
 * Health checks: keepalived and jkeepalived beside each other, in one boot of the lab's kernel; and
 * the rate that the library's loop makes of them.
 */
@NullMarked
package io.github.jlvs.bench.health;

import org.jspecify.annotations.NullMarked;
