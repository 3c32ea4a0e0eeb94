// SPDX-License-Identifier: Apache-2.0
/** jkeepalived as a process on a host of the lab. */
@NullMarked
package io.github.jlvs.kernel.jkeepalived;

import org.jspecify.annotations.NullMarked;
