// SPDX-License-Identifier: Apache-2.0
/** Tests of what the daemon's parts publish. */
@NullMarked
package io.github.jlvs.jkeepalived.snapshot;

import org.jspecify.annotations.NullMarked;
