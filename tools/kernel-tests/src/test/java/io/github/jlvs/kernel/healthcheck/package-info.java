// SPDX-License-Identifier: Apache-2.0
/** Single checks of other hosts, where the kernel's own settings decide. */
@NullMarked
package io.github.jlvs.kernel.healthcheck;

import org.jspecify.annotations.NullMarked;
