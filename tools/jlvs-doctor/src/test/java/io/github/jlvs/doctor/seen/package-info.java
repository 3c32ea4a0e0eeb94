// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.doctor.seen;

import org.jspecify.annotations.NullMarked;
