// SPDX-License-Identifier: Apache-2.0
/** Looks at this host, and sends nothing but ARP probes and SYNs, which it ends. */
@NullMarked
package io.github.jlvs.doctor.host;

import org.jspecify.annotations.NullMarked;
