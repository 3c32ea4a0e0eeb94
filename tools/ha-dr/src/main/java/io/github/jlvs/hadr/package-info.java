// SPDX-License-Identifier: Apache-2.0
/**
 * The guide's machines in the lab, each with what the guide does on it: directors, real servers,
 * the client, and tcpdump on their wires.
 */
@NullMarked
package io.github.jlvs.hadr;

import org.jspecify.annotations.NullMarked;
