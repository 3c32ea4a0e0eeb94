// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of codecs that are no API, and so are measured from inside their package. */
@NullMarked
package io.github.jlvs.ipvs.wire;

import org.jspecify.annotations.NullMarked;
