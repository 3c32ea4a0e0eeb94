// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

/**
 * What is asked for.
 *
 * @param method as it came, a token
 * @param target where, from its first slash; visible ASCII, not decoded
 */
public record HttpRequest(String method, String target) {}
