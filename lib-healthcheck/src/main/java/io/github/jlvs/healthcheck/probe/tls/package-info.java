// SPDX-License-Identifier: Apache-2.0
/**
 * TLS under any conversation: {@link io.github.jlvs.healthcheck.probe.tls.TlsClient} says whom to
 * trust, and wraps a conversation that knows nothing of it.
 */
@NullMarked
package io.github.jlvs.healthcheck.probe.tls;

import org.jspecify.annotations.NullMarked;
