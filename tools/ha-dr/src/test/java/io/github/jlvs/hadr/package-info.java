// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.hadr;

import org.jspecify.annotations.NullMarked;
