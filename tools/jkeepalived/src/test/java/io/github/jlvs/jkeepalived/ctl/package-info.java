// SPDX-License-Identifier: Apache-2.0
/** Tests of jkeepalivedctl. */
@NullMarked
package io.github.jlvs.jkeepalived.ctl;

import org.jspecify.annotations.NullMarked;
