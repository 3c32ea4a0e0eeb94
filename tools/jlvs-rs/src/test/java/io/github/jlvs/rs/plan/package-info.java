// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.rs.plan;

import org.jspecify.annotations.NullMarked;
