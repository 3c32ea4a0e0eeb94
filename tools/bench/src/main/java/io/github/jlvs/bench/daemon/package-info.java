// SPDX-License-Identifier: Apache-2.0
/** keepalived and jkeepalived as processes on a host of the lab, and a table of the two. */
@NullMarked
package io.github.jlvs.bench.daemon;

import org.jspecify.annotations.NullMarked;
