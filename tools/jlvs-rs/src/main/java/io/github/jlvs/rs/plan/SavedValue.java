// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

/**
 * A kernel parameter that start has changed.
 *
 * @param before its value until then
 * @param written the value that start gave it
 */
public record SavedValue(int before, int written) {}
