// SPDX-License-Identifier: Apache-2.0
/** jkeepalivedctl: asks a daemon over its control socket, and shows the answer. */
@NullMarked
package io.github.jlvs.jkeepalived.ctl;

import org.jspecify.annotations.NullMarked;
