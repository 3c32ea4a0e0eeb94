// SPDX-License-Identifier: Apache-2.0
/** The numbers of linux/ip_vs.h. Not exported: users see records, not numbers. */
@NullMarked
package io.github.jlvs.ipvs.kernel;

import org.jspecify.annotations.NullMarked;
