// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.util.function.Consumer;

/**
 * A request to the kernel, not yet written. NLM_F_REQUEST, acknowledgement and dump flags and the
 * sequence number are the socket's to add.
 *
 * @param operation what is asked and of what; its {@code toString} says it where the kernel refuses
 * @param type the message type
 * @param flags further NLM_F bits, such as NLM_F_CREATE
 * @param body writes the protocol's fixed part and the attributes
 */
public record Request(Object operation, int type, int flags, Consumer<MessageWriter> body) {}
