// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.doctor.check;

import org.jspecify.annotations.NullMarked;
