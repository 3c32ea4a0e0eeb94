// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.command;

/**
 * Who asks, by what the kernel says of the other end.
 *
 * @param user the name of their user, or its number where it has none
 * @param mayChange whether they may have anything done, and not only read
 */
public record Caller(String user, boolean mayChange) {}
