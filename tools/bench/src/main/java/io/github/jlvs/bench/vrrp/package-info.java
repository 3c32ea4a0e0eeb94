// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of VRRP. */
@NullMarked
package io.github.jlvs.bench.vrrp;

import org.jspecify.annotations.NullMarked;
