// SPDX-License-Identifier: Apache-2.0
/**
 * From words to a {@link io.github.jlvs.jipvsadm.command.Command}: pure, but for the names that are
 * asked for.
 */
@NullMarked
package io.github.jlvs.jipvsadm.command;

import org.jspecify.annotations.NullMarked;
