// SPDX-License-Identifier: Apache-2.0
/**
 * A kernel for tests that have none: {@link io.github.jlvs.netlink.fake.FakeKernel} is the far end
 * of a {@link io.github.jlvs.netlink.NetlinkSocket}, answers what a handler says, and loses, cuts
 * short or keeps back answers where a test wants that.
 */
@NullMarked
package io.github.jlvs.netlink.fake;

import org.jspecify.annotations.NullMarked;
