// SPDX-License-Identifier: Apache-2.0
/**
 * Netlink: messages, attributes and the socket. Follows linux/netlink.h and RFC 3549.
 *
 * <p>Start with {@link io.github.jlvs.netlink.NetlinkSocket}. Tests without a kernel replace its
 * {@link io.github.jlvs.netlink.Transport} with the fake kernel of this module's test artifact.
 */
@NullMarked
package io.github.jlvs.netlink;

import org.jspecify.annotations.NullMarked;
