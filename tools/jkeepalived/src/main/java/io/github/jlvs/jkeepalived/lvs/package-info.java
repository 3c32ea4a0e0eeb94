// SPDX-License-Identifier: Apache-2.0
/** Virtual servers: from the configuration and the health of the real servers to the IPVS table. */
@NullMarked
package io.github.jlvs.jkeepalived.lvs;

import org.jspecify.annotations.NullMarked;
