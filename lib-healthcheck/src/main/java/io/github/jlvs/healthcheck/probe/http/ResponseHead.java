// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

/** What the head of an answer says that a check looks at. */
record ResponseHead(int status, Framing framing) {}
