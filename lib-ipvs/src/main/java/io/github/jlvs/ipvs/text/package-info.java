// SPDX-License-Identifier: Apache-2.0
/**
 * Tables and operations from text: the lines of {@code ipvsadm-save -n}, and the grammar of
 * ipvsadm's rules for programs with a command line of their own.
 *
 * <pre>{@code
 * ParsedRules rules = RuleText.parse(Files.readString(file));
 * rules.errors().forEach(System.err::println);
 * ipvs.reconcile(rules.tableOrThrow());
 * }</pre>
 *
 * <p>{@link RuleText} is the door. Whatever is wrong with a text is a {@link RuleError} with line
 * and column, and no line is lost by another's error. The way back needs no package of its own: the
 * text of a {@link io.github.jlvs.ipvs.Table} is what is read here.
 *
 * <p>Behind it stands one grammar, which jipvsadm uses too:
 *
 * <pre>
 *   words - OptionReader -&gt; options - ParsedOptions -&gt; values - RuleGrammar -&gt; Operation
 *             (CommandOption)          (NameLookup, RuleDialect)
 * </pre>
 *
 * <p>{@link RuleOption} is the table of options; a program adds its own {@link CommandOption}s.
 * Names of hosts and services are looked up where a {@link NameLookup} does, and a {@link
 * RuleDialect} says how much a rule may say. A line that makes no sense is a {@link
 * UsageException}, which knows the word.
 */
@NullMarked
package io.github.jlvs.ipvs.text;

import org.jspecify.annotations.NullMarked;
