// SPDX-License-Identifier: Apache-2.0
/**
 * Who asks how the daemon is gets an answer: HTTP over a Unix socket, for reading.
 *
 * <pre>
 *   curl, jkeepalivedctl ──► SocketFile ──► ControlServer "jkeepalived-control"
 *                                             │ RequestDecoder
 *   CurrentSnapshot ── what was published ──► SnapshotAnswerer ──► Page: JSON, metrics
 *   the kernel's table ── KernelTable ────────┘
 * </pre>
 *
 * <p>The thread waits for no client and for no loop of the daemon. It reads the kernel's table by
 * itself, which may take a moment; then clients wait, and nobody else.
 */
@NullMarked
package io.github.jlvs.jkeepalived.control;

import org.jspecify.annotations.NullMarked;
