// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.Optional;

/**
 * A FIFO that is told of what happens.
 *
 * @param path where it is
 * @param handler what is started to read it, with the path behind its arguments
 * @param ofRouters whether it is told of virtual routers
 * @param ofServers whether it is told of virtual and real servers
 */
public record Fifo(String path, Optional<Command> handler, boolean ofRouters, boolean ofServers) {}
