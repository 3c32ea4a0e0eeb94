// SPDX-License-Identifier: Apache-2.0
/** From the tree to the typed configuration, a reader for each block. */
@NullMarked
package io.github.jlvs.jkeepalived.config.read;

import org.jspecify.annotations.NullMarked;
