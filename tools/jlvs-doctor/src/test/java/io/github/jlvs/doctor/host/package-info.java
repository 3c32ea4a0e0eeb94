// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.doctor.host;

import org.jspecify.annotations.NullMarked;
