// SPDX-License-Identifier: Apache-2.0
/** Command lines taken apart. */
@NullMarked
package io.github.jlvs.jipvsadm.command;

import org.jspecify.annotations.NullMarked;
