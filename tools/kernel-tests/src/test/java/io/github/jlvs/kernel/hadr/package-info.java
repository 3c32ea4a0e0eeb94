// SPDX-License-Identifier: Apache-2.0
/** The guide of samples/ha-dr in other circumstances than its own. */
@NullMarked
package io.github.jlvs.kernel.hadr;

import org.jspecify.annotations.NullMarked;
