// SPDX-License-Identifier: Apache-2.0
/** Fuzzing targets of this package's decoders. */
@NullMarked
package io.github.jlvs.healthcheck.probe.direct;

import org.jspecify.annotations.NullMarked;
