// SPDX-License-Identifier: Apache-2.0
/** Packet filters as they are listed, and what they do with a packet: pure. */
@NullMarked
package io.github.jlvs.doctor.filter;

import org.jspecify.annotations.NullMarked;
