// SPDX-License-Identifier: Apache-2.0
/** Help, manual page and completion: they know all of the command line. */
@NullMarked
package io.github.jlvs.jipvsadm.help;

import org.jspecify.annotations.NullMarked;
