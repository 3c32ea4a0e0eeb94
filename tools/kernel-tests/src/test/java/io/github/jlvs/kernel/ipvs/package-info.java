// SPDX-License-Identifier: Apache-2.0
/** The IPVS library on a real kernel, with ipvsadm looking on. */
@NullMarked
package io.github.jlvs.kernel.ipvs;

import org.jspecify.annotations.NullMarked;
