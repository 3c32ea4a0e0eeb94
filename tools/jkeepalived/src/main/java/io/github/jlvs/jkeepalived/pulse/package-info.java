// SPDX-License-Identifier: Apache-2.0
/** Whether the daemon's threads are alive, and how it stands: found out beside them. */
@NullMarked
package io.github.jlvs.jkeepalived.pulse;

import org.jspecify.annotations.NullMarked;
