// SPDX-License-Identifier: Apache-2.0
/** The VRRP runner on real interfaces, alone and against keepalived. */
@NullMarked
package io.github.jlvs.kernel.vrrp;

import org.jspecify.annotations.NullMarked;
