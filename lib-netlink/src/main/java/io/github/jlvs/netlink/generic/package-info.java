// SPDX-License-Identifier: Apache-2.0
/** Generic netlink: families and their multicast groups by name (linux/genetlink.h). */
@NullMarked
package io.github.jlvs.netlink.generic;

import org.jspecify.annotations.NullMarked;
