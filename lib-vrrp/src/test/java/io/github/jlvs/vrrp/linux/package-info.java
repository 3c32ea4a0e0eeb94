// SPDX-License-Identifier: Apache-2.0
/** What can be told of the shell without root; the rest is in tools/kernel-tests. */
@NullMarked
package io.github.jlvs.vrrp.linux;

import org.jspecify.annotations.NullMarked;
