// SPDX-License-Identifier: Apache-2.0
/** Rule files, good and bad. */
@NullMarked
package io.github.jlvs.jipvsadm.rules;

import org.jspecify.annotations.NullMarked;
