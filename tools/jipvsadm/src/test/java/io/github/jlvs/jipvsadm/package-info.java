// SPDX-License-Identifier: Apache-2.0
/** The program as a whole, over a kernel that is played. */
@NullMarked
package io.github.jlvs.jipvsadm;

import org.jspecify.annotations.NullMarked;
