// SPDX-License-Identifier: Apache-2.0
/**
 * Who is told of what happens besides the log: scripts, and whoever reads a FIFO. What is told is
 * decided by pure functions of the libraries' events.
 */
@NullMarked
package io.github.jlvs.jkeepalived.notify;

import org.jspecify.annotations.NullMarked;
