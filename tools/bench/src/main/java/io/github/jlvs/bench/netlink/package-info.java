// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of netlink. */
@NullMarked
package io.github.jlvs.bench.netlink;

import org.jspecify.annotations.NullMarked;
