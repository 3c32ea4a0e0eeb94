// SPDX-License-Identifier: Apache-2.0
/** Tests of what commands are given. */
@NullMarked
package io.github.jlvs.jkeepalived.control.command;

import org.jspecify.annotations.NullMarked;
