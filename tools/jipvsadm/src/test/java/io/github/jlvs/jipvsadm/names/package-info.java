// SPDX-License-Identifier: Apache-2.0
/** Names of this machine and of files. */
@NullMarked
package io.github.jlvs.jipvsadm.names;

import org.jspecify.annotations.NullMarked;
