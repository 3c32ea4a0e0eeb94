// SPDX-License-Identifier: Apache-2.0
/**
 * Tables and operations from text: the lines of {@code ipvsadm-save -n}, read without a name
 * service.
 *
 * <pre>{@code
 * ParsedRules rules = RuleText.parse(Files.readString(file));
 * rules.errors().forEach(System.err::println);
 * ipvs.reconcile(rules.tableOrThrow());
 * }</pre>
 *
 * <p>{@link RuleText} is the door. Whatever is wrong with a text is a {@link RuleError} with line,
 * column and option, and no line is lost by another's error. The way back needs no package of its
 * own: the text of a {@link io.github.jlvs.ipvs.Table} is what is read here.
 */
@NullMarked
package io.github.jlvs.ipvs.text;

import org.jspecify.annotations.NullMarked;
