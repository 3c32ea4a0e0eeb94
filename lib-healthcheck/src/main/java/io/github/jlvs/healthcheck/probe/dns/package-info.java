// SPDX-License-Identifier: Apache-2.0
/**
 * The check of a name server: keepalived's {@code DNS_CHECK}.
 *
 * <p>{@link io.github.jlvs.healthcheck.probe.dns.DnsProbe} asks one question and looks at how it is
 * answered. What a server sends is read within bounds, whatever it claims of itself.
 */
@NullMarked
package io.github.jlvs.healthcheck.probe.dns;

import org.jspecify.annotations.NullMarked;
