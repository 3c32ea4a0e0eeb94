// SPDX-License-Identifier: Apache-2.0
/** What the documents say of the code. */
@NullMarked
package io.github.jlvs.docs;

import org.jspecify.annotations.NullMarked;
