// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.webhook;

/**
 * What is sent to a webhook.
 *
 * @param json the body of the request
 */
public record WebhookMessage(String json) {}
