// SPDX-License-Identifier: Apache-2.0
/**
 * Asking a real server as the virtual address: the probe, and the packets of its question and its
 * answer as values. Knows no socket.
 */
@NullMarked
package io.github.jlvs.healthcheck.probe.direct;

import org.jspecify.annotations.NullMarked;
