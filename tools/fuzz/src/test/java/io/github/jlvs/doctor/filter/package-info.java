// SPDX-License-Identifier: Apache-2.0
/** Targets of jlvs-doctor, in the package of its decoders. */
@NullMarked
package io.github.jlvs.doctor.filter;

import org.jspecify.annotations.NullMarked;
