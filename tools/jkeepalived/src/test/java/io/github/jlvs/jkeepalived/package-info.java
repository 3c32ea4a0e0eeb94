// SPDX-License-Identifier: Apache-2.0
/** Tests of the program itself. */
@NullMarked
package io.github.jlvs.jkeepalived;

import org.jspecify.annotations.NullMarked;
