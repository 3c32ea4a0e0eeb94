// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

/**
 * A kind of block, and what is read in it.
 *
 * @param kind the kind
 * @param keywords the keywords
 * @param <R> what reads one such block
 */
public record DeclaredBlock<R>(BlockKind kind, Keywords<R> keywords) {}
