// SPDX-License-Identifier: Apache-2.0
/** What makes starts quick: the run that the class-data archive is recorded from. */
@NullMarked
package io.github.jlvs.jipvsadm.start;

import org.jspecify.annotations.NullMarked;
