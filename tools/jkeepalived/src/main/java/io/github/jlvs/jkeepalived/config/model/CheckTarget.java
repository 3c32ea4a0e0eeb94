// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a check connects.
 *
 * @param address the address; the real server's own where the text has none
 * @param port 1 to 65535; the real server's own where the text has none
 * @param bindAddress where it connects from
 * @param bindPort the port it connects from; 0 for any
 * @param timeout how long connecting may take
 */
public record CheckTarget(
    InetAddress address,
    int port,
    Optional<InetAddress> bindAddress,
    int bindPort,
    Duration timeout) {}
