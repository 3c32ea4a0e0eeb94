// SPDX-License-Identifier: Apache-2.0
/**
 * The keywords of keepalived.conf: how a reader declares those that it reads, the list of those
 * that nothing reads, and what both together know of each block.
 */
@NullMarked
package io.github.jlvs.keepalived.conf.keyword;

import org.jspecify.annotations.NullMarked;
