// SPDX-License-Identifier: Apache-2.0
/** The text itself: positions, words, the tree of blocks, and diagnostics that point into it. */
@NullMarked
package io.github.jlvs.keepalived.conf.text;

import org.jspecify.annotations.NullMarked;
