// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.ipvs.Forwarding;
import java.util.Optional;

/**
 * A real server as its checkers see it.
 *
 * @param address where a check connects to unless its block says otherwise
 * @param by how packets for the virtual server reach it
 * @param services what packets those are; nothing where that is wrong, and reported
 */
record CheckedServer(ServiceAddress address, Forwarding by, Optional<Services> services) {}
