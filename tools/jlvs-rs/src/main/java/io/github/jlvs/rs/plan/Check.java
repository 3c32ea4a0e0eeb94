// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

/**
 * One thing that must be so on a real server.
 *
 * @param name what was looked at
 * @param ok whether it is as it should be
 * @param found what is there
 * @param wanted what should be there
 */
public record Check(String name, boolean ok, String found, String wanted) {}
