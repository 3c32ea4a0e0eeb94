// SPDX-License-Identifier: Apache-2.0
/** Rule files: restore line by line or as a whole, compare, try out. */
@NullMarked
package io.github.jlvs.jipvsadm.rules;

import org.jspecify.annotations.NullMarked;
