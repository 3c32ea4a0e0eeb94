// SPDX-License-Identifier: Apache-2.0
/**
 * The one place that calls libc. Exported only because jnr-ffi's generated stubs live in another
 * module; it is no API and changes without notice.
 */
@NullMarked
package io.github.jlvs.linux.internal;

import org.jspecify.annotations.NullMarked;
