// SPDX-License-Identifier: Apache-2.0
/** jipvsadm beside ipvsadm, on one kernel, in two network namespaces. */
@NullMarked
package io.github.jlvs.kernel.jipvsadm;

import org.jspecify.annotations.NullMarked;
