// SPDX-License-Identifier: Apache-2.0
/** Threads of the daemon that wait for work, and have no loop over descriptors. */
@NullMarked
package io.github.jlvs.jkeepalived.thread;

import org.jspecify.annotations.NullMarked;
