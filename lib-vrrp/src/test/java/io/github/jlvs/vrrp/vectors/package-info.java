// SPDX-License-Identifier: Apache-2.0
/** Reads and replays conformance vectors and recordings: docs/vrrp-vectors.md. */
@NullMarked
package io.github.jlvs.vrrp.vectors;

import org.jspecify.annotations.NullMarked;
