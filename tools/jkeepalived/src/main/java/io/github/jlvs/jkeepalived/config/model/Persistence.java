// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.time.Duration;
import java.util.Optional;

/**
 * The same client goes to the same real server.
 *
 * @param timeout whole seconds, 1 to 2678400
 * @param granularity how many leading bits of the client's address count: 1 to 32, or 1 to 128
 * @param engine the persistence engine, such as {@code sip}
 */
public record Persistence(Duration timeout, int granularity, Optional<String> engine) {}
