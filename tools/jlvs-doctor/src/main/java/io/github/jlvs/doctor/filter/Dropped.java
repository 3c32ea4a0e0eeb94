// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.OptionalLong;

/**
 * Where a packet filter throws a packet away.
 *
 * @param certain whether the listing alone says so; else it may, which only its counter shows
 * @param where the table and chain
 * @param rule the rule as its tool shows it, or the policy of the chain
 * @param packets how many packets that has thrown away; nothing where it does not count
 * @param key the same in each listing, to compare the counters of two
 * @param remedy the command that lets its like pass
 */
public record Dropped(
    boolean certain, String where, String rule, OptionalLong packets, String key, String remedy) {}
