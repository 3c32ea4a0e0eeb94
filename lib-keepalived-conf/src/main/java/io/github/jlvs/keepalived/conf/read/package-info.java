// SPDX-License-Identifier: Apache-2.0
/**
 * From statements to the values of the libraries, a reader for each block.
 *
 * <p>Each keyword is declared by the reader whose field its value becomes; keywords of a block that
 * belong together have a reader of their own. {@code addTo} adds what it has read to the value that
 * the block becomes. What a block leaves out is handed down once the block around it is read:
 * {@code within}. So a checker is one {@link CheckReader}, and what a virtual router tracks one
 * reader as {@link TrackInterfaceReader}.
 */
@NullMarked
package io.github.jlvs.keepalived.conf.read;

import org.jspecify.annotations.NullMarked;
