// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.Server;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@code real_server} or {@code sorry_server} has become.
 *
 * @param server what health is told of it
 * @param destination what the kernel is told of it
 * @param drain how long it keeps its connections when a reload takes it away
 * @param scripts what runs when it comes up and goes down
 * @param mail whether mail tells that it comes up and goes down, where it says that
 */
record ServerBlock<S extends Server>(
    S server,
    Destination destination,
    Duration drain,
    UpDownScripts scripts,
    Optional<Boolean> mail) {}
