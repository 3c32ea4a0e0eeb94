// SPDX-License-Identifier: Apache-2.0
/** Netfilter's tables of rules (linux/netfilter/nf_tables.h), as far as virtual addresses need. */
@NullMarked
package io.github.jlvs.netlink.netfilter;

import org.jspecify.annotations.NullMarked;
