// SPDX-License-Identifier: Apache-2.0
/**
 * A configuration as it is understood: each value that counts, and where it comes from. It is made
 * from what the readers declare, beside the reading, which so costs nothing more.
 */
@NullMarked
package io.github.jlvs.keepalived.conf.explain;

import org.jspecify.annotations.NullMarked;
