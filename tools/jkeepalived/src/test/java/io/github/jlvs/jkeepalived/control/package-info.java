// SPDX-License-Identifier: Apache-2.0
/** Tests of the control socket. */
@NullMarked
package io.github.jlvs.jkeepalived.control;

import org.jspecify.annotations.NullMarked;
