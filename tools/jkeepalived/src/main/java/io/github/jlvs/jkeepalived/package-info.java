// SPDX-License-Identifier: Apache-2.0
/** The program: its command line and its main method. */
@NullMarked
package io.github.jlvs.jkeepalived;

import org.jspecify.annotations.NullMarked;
