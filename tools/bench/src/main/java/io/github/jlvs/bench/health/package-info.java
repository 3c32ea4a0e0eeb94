// SPDX-License-Identifier: Apache-2.0
/**
 * Health checks of keepalived and jkeepalived beside each other, in one boot of the lab's kernel.
 */
@NullMarked
package io.github.jlvs.bench.health;

import org.jspecify.annotations.NullMarked;
