// SPDX-License-Identifier: Apache-2.0
/** Other programs: started, watched and ended, and the users that they run as. */
@NullMarked
package io.github.jlvs.linux.process;

import org.jspecify.annotations.NullMarked;
