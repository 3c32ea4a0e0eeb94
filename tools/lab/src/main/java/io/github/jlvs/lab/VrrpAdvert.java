// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A VRRP advertisement (RFC 3768 section 5, RFC 5798 section 5).
 *
 * @param time when it was captured
 * @param sourceMac the sender's Ethernet address
 * @param destinationMac where the frame went
 * @param source the sender's IP address
 * @param destination the IP address it went to: 224.0.0.18, ff02::12 or a peer's
 * @param ttl time to live, or hop limit
 * @param version 2 or 3
 * @param vrid the virtual router's identifier, 1 to 255
 * @param priority 0 to 255; 0: the sender leaves
 * @param authenticationType 0 none, 1 simple password; version 3 has none
 * @param password the simple password without the zero bytes that fill it up; empty where there is
 *     none
 * @param interval between advertisements
 * @param addresses the virtual addresses
 */
public record VrrpAdvert(
    Instant time,
    String sourceMac,
    String destinationMac,
    String source,
    String destination,
    int ttl,
    int version,
    int vrid,
    int priority,
    int authenticationType,
    String password,
    Duration interval,
    List<String> addresses)
    implements Frame {}
