// SPDX-License-Identifier: Apache-2.0
/** The samples, run as a user runs them. */
@NullMarked
package io.github.jlvs.kernel.samples;

import org.jspecify.annotations.NullMarked;
