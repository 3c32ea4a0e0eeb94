// SPDX-License-Identifier: Apache-2.0
/** Fuzzing targets of this package's decoders. */
@NullMarked
package io.github.jlvs.jkeepalived.control.http;

import org.jspecify.annotations.NullMarked;
