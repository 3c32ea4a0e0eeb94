// SPDX-License-Identifier: Apache-2.0
/**
 * Netlink: messages, attributes and the socket. Follows linux/netlink.h and RFC 3549.
 *
 * <p>Start with {@link io.github.jlvs.netlink.NetlinkSocket}. Tests without a kernel replace its
 * {@link io.github.jlvs.netlink.Transport} with the fake kernel of jlvs-netlink-testkit.
 *
 * <p>A system call that fails is a {@link io.github.jlvs.linux.LinuxException}, a request that the
 * kernel refuses or does not answer its subclass {@link io.github.jlvs.netlink.NetlinkException},
 * and an answer that cannot be decoded a {@link io.github.jlvs.netlink.MalformedMessageException}.
 */
@NullMarked
package io.github.jlvs.netlink;

import org.jspecify.annotations.NullMarked;
