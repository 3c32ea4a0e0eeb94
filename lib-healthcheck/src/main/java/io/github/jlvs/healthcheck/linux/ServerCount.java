// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

/**
 * How many real servers there are; one of several virtual servers counts for each.
 *
 * @param all how many are checked
 * @param up how many of them are up
 */
public record ServerCount(int all, int up) {}
