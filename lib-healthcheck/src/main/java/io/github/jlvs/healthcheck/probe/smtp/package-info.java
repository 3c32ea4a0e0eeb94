// SPDX-License-Identifier: Apache-2.0
/**
 * The check of a mail server: keepalived's {@code SMTP_CHECK}.
 *
 * <p>{@link io.github.jlvs.healthcheck.probe.smtp.SmtpProbe} waits for the greeting, says HELO and
 * QUIT, and judges each reply. Replies are read as they come, within bounds.
 */
@NullMarked
package io.github.jlvs.healthcheck.probe.smtp;

import org.jspecify.annotations.NullMarked;
