// SPDX-License-Identifier: Apache-2.0
/**
 * What the daemon knows of itself, in one immutable value: {@link
 * io.github.jlvs.jkeepalived.snapshot.Snapshot}. The files that signals ask for, the answers of the
 * control socket and the metrics are views of it.
 *
 * <pre>
 *   jkeepalived-vrrp ─────┐ each, on its own thread:
 *   jkeepalived-checkers ─┤ Publisher: copies what it knows,     Published ──► CurrentSnapshot ──► readers
 *   jkeepalived-scripts ──┘ soon after a change, or for a note  ◄── a note: somebody reads
 *   jkeepalived-ipvs ────── after each round ───────────────────────────────►
 *   main ────────────────── configuration, reloads ─────────────────────────►
 * </pre>
 *
 * <p>Readers take what was published last. No loop waits for one, or takes a lock that one has; no
 * reader waits for a loop longer than it means to, and one that hangs is read as it was. Copies of
 * counters are made where somebody reads them, and a few in a second at the most: a daemon of which
 * nobody asks anything copies only what has changed.
 *
 * <p>Not so what a signal asks for: its files are of the moment of the signal, and one of them has
 * the counters begin anew in the same turn of the loop. For these {@link
 * io.github.jlvs.jkeepalived.dump.Dumper} has the loops make a copy, and waits.
 */
@NullMarked
package io.github.jlvs.jkeepalived.snapshot;

import org.jspecify.annotations.NullMarked;
