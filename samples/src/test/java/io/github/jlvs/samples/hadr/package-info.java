// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.jlvs.samples.hadr;

import org.jspecify.annotations.NullMarked;
