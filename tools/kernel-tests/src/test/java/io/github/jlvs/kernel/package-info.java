// SPDX-License-Identifier: Apache-2.0
/** Tests that need a real IPVS kernel; {@code tools/kernel-tests/run} runs them inside one. */
@NullMarked
package io.github.jlvs.kernel;

import org.jspecify.annotations.NullMarked;
