// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP/1.1 (RFC 9112) as far as the control socket needs it: one request, one answer, and the
 * connection is closed. Pure: no socket, no thread, no clock.
 */
@NullMarked
package io.github.jlvs.jkeepalived.control.http;

import org.jspecify.annotations.NullMarked;
