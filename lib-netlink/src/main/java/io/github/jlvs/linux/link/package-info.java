// SPDX-License-Identifier: Apache-2.0
/**
 * One link of this host, beyond every packet filter: frames as they come and go, and who answers
 * there for an address. Needs CAP_NET_RAW.
 */
@NullMarked
package io.github.jlvs.linux.link;

import org.jspecify.annotations.NullMarked;
