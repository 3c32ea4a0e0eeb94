// SPDX-License-Identifier: Apache-2.0
/**
 * The VRRP codec's cost, and virtual routers beside keepalived's, as whole processes in one boot of
 * the lab's kernel. Each class is a program that prints one table; tools/bench/vrrp-* start them.
 */
@NullMarked
package io.github.jlvs.bench.vrrp;

import org.jspecify.annotations.NullMarked;
