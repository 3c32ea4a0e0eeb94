// SPDX-License-Identifier: Apache-2.0
/** jlvs-doctor on hosts of the lab that have a fault, and on those that have none. */
@NullMarked
package io.github.jlvs.kernel.doctor;

import org.jspecify.annotations.NullMarked;
