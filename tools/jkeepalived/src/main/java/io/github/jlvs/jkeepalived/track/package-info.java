// SPDX-License-Identifier: Apache-2.0
/** What virtual routers track besides interfaces: who looks at it, and says how it is. */
@NullMarked
package io.github.jlvs.jkeepalived.track;

import org.jspecify.annotations.NullMarked;
