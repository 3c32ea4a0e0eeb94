// SPDX-License-Identifier: Apache-2.0
/**
 * Who is told of changes, beside the log.
 *
 * <pre>
 *   jkeepalived-vrrp ────── RouterChanges ──┐           ┌─► mail.MailText ──────────► Outbox ──► jkeepalived-mail
 *                                           ├─ Change ──┤   (AlertRules)
 *   jkeepalived-checkers ── ServerChanges ──┘           └─► webhook.WebhookText ───► Outbox ──► jkeepalived-webhook
 * </pre>
 *
 * <p>What happens becomes a {@link io.github.jlvs.jkeepalived.alert.Change}, a change becomes a
 * message where the configuration asks for it, and a message waits in a bounded {@link
 * io.github.jlvs.jkeepalived.alert.Backlog} for its thread. Up to there nothing blocks, and all but
 * the {@link io.github.jlvs.jkeepalived.alert.Outbox} is pure.
 */
@NullMarked
package io.github.jlvs.jkeepalived.alert;

import org.jspecify.annotations.NullMarked;
