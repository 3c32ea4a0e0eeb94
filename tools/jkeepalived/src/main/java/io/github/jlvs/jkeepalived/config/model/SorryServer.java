// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;

/**
 * The server that answers while the quorum is lost.
 *
 * @param address its address
 * @param port 0 to 65535
 * @param method how packets reach it
 * @param inhibit whether it stays in the table with weight 0 while it is not needed
 */
public record SorryServer(
    InetAddress address, int port, ForwardingMethod method, boolean inhibit) {}
