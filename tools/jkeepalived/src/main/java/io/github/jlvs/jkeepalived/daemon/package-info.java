// SPDX-License-Identifier: Apache-2.0
/**
 * The running daemon.
 *
 * <pre>
 *   main                  signals, reload, stop; waits for the others
 *   jkeepalived-vrrp      virtual routers: sockets, timers, addresses (one event loop)
 *   jkeepalived-checkers  checks of real servers (one event loop)
 *   jkeepalived-ipvs      the one writer of the IPVS table: newest desired table wins
 *   jkeepalived-mail      sends mail, where the configuration has any
 *   jkeepalived-webhook   calls webhooks, where the configuration has any
 *   jkeepalived-log       writes the log
 * </pre>
 *
 * <p>A thread that dies takes the daemon down cleanly: priority 0 is sent, addresses and virtual
 * servers are removed, and the exit status is not zero.
 */
@NullMarked
package io.github.jlvs.jkeepalived.daemon;

import org.jspecify.annotations.NullMarked;
