// SPDX-License-Identifier: Apache-2.0
/** jlvs-rs on real servers of the lab. */
@NullMarked
package io.github.jlvs.kernel.rs;

import org.jspecify.annotations.NullMarked;
