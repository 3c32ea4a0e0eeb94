// SPDX-License-Identifier: Apache-2.0
/**
 * Advertisements that prove where they come from: the HMAC-SHA256 trailer of keepalived's {@code
 * auth_hmac} (Internet-Draft draft-cassen-vrrp-auth-hmac; as on the wire of keepalived 2.4.2 and
 * 2.4.3). Versions 2 and 3, IPv4 and IPv6.
 *
 * <p>Pure: octets and the wall-clock time in, trailers and verdicts out. {@link
 * io.github.jlvs.vrrp.hmac.HmacSigner} makes the 28 octets that follow an advertisement, {@link
 * io.github.jlvs.vrrp.hmac.HmacVerifier} judges those that came with one.
 */
@NullMarked
package io.github.jlvs.vrrp.hmac;

import org.jspecify.annotations.NullMarked;
