// SPDX-License-Identifier: Apache-2.0
/**
 * Probes: how to find out whether a service answers, without a socket.
 *
 * <p>A {@link io.github.jlvs.healthcheck.probe.NetworkProbe} names the connection or the datagrams
 * that it needs ({@link io.github.jlvs.healthcheck.probe.Transport}) and holds a {@link
 * io.github.jlvs.healthcheck.probe.Conversation} over them: bytes in, bytes or a verdict out. The
 * loop that runs it opens the socket, keeps the time limit and never blocks. To write a probe of
 * your own, implement these two interfaces; it can be tested by calling them.
 */
@NullMarked
package io.github.jlvs.healthcheck.probe;

import org.jspecify.annotations.NullMarked;
