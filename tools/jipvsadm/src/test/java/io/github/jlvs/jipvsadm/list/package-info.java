// SPDX-License-Identifier: Apache-2.0
/** Lists: columns, order, documents. */
@NullMarked
package io.github.jlvs.jipvsadm.list;

import org.jspecify.annotations.NullMarked;
