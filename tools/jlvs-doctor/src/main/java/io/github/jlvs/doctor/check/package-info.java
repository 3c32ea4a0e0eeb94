// SPDX-License-Identifier: Apache-2.0
/** What a fault looks like: one file is one check, pure. */
@NullMarked
package io.github.jlvs.doctor.check;

import org.jspecify.annotations.NullMarked;
