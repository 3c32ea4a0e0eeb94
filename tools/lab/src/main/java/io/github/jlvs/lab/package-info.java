// SPDX-License-Identifier: Apache-2.0
/**
 * A network of hosts inside one Linux kernel, for tests and samples: each host a network namespace
 * with its own private files, all of them on one switch. Runs as root inside {@code
 * tools/lab/in-kernel}.
 *
 * <p>{@link io.github.jlvs.lab.Network} is where to start.
 */
@NullMarked
package io.github.jlvs.lab;

import org.jspecify.annotations.NullMarked;
