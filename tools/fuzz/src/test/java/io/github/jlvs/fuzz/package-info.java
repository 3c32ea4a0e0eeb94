// SPDX-License-Identifier: Apache-2.0
/**
 * Hostile input for every decoder of the suite: what is held against each ({@link
 * io.github.jlvs.fuzz.Target}), which there are ({@link io.github.jlvs.fuzz.Targets}), the fuzzer's
 * way in ({@link io.github.jlvs.fuzz.Fuzz}) and the replay of what is kept in files.
 *
 * <p>Targets of decoders that are no API stand in the decoder's package.
 */
@NullMarked
package io.github.jlvs.fuzz;

import org.jspecify.annotations.NullMarked;
