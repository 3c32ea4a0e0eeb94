// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What runs once in the life of the daemon.
 *
 * @param startup what runs before anything is started, which waits for its end
 * @param startupLimit how long it may take
 * @param shutdown what runs after everything has stopped
 * @param shutdownLimit how long it may take
 */
public record LifecycleScripts(
    Optional<Command> startup,
    Duration startupLimit,
    Optional<Command> shutdown,
    Duration shutdownLimit) {}
