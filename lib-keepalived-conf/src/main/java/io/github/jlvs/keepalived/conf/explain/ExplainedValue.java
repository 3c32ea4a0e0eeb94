// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import java.util.Optional;

/**
 * A keyword and what counts for it.
 *
 * @param keyword the keyword; in a list, the first word of the line
 * @param value what counts, as it would be written; empty for a keyword that stands alone; a
 *     password is masked
 * @param source where it comes from
 * @param isWritable whether keyword and value make a line of a configuration; else the value says
 *     in words what holds
 * @param remark what follows where it is not acted on
 */
public record ExplainedValue(
    String keyword, String value, Source source, boolean isWritable, Optional<String> remark) {}
