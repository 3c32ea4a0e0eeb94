// SPDX-License-Identifier: Apache-2.0
/** Looks at this host and changes it: netlink, /proc/sys and the file that remembers. */
@NullMarked
package io.github.jlvs.rs.host;

import org.jspecify.annotations.NullMarked;
