// SPDX-License-Identifier: Apache-2.0
/**
 * lib-netlink against a real kernel, compared with what ip(8) shows and what {@code ip monitor}
 * tells.
 */
@NullMarked
package io.github.jlvs.kernel.netlink;

import org.jspecify.annotations.NullMarked;
