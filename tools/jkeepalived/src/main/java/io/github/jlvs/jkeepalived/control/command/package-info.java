// SPDX-License-Identifier: Apache-2.0
/**
 * What a POST at the control socket has the daemon do: each thing is a {@link
 * io.github.jlvs.jkeepalived.control.command.Command}, which whoever can do it provides.
 */
@NullMarked
package io.github.jlvs.jkeepalived.control.command;

import org.jspecify.annotations.NullMarked;
