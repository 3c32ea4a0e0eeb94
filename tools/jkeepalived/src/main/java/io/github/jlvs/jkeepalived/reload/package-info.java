// SPDX-License-Identifier: Apache-2.0
/** What a reload will change, as a value that is known before anything is touched. */
@NullMarked
package io.github.jlvs.jkeepalived.reload;

import org.jspecify.annotations.NullMarked;
