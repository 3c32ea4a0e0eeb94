// SPDX-License-Identifier: Apache-2.0
/** Help, completion and man page, all from the one table of options. */
@NullMarked
package io.github.jlvs.jipvsadm.help;

import org.jspecify.annotations.NullMarked;
