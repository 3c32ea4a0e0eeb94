// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.doctor;

import org.jspecify.annotations.NullMarked;
