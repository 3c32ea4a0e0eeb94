// SPDX-License-Identifier: Apache-2.0
/** VRRP in a program of one's own: a sniffer, and a virtual router. */
@NullMarked
package io.github.jlvs.samples.vrrp;

import org.jspecify.annotations.NullMarked;
