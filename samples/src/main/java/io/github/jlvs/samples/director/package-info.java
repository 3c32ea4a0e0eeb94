// SPDX-License-Identifier: Apache-2.0
/** Health checks and the IPVS table in one program: what a director does. */
@NullMarked
package io.github.jlvs.samples.director;

import org.jspecify.annotations.NullMarked;
