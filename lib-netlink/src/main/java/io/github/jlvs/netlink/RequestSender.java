// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.LinuxException;

/** Numbers requests, writes them and sends them. Used by one thread at a time. */
final class RequestSender {
  private final Transport transport;
  private final MessageWriter writer = new MessageWriter();
  private int sequence = (int) System.nanoTime();

  RequestSender(Transport transport) {
    this.transport = transport;
  }

  MessageWriter writer() {
    return writer;
  }

  int nextSequence() {
    return ++sequence;
  }

  /** Appends a request to the writer. */
  void write(Request request, int extraFlags, int number) {
    writer.begin(request.type(), request.flags() | NetlinkFlags.NLM_F_REQUEST | extraFlags);
    writer.sequence(number);
    request.body().accept(writer);
    writer.end();
  }

  /** Sends what is written; a failure is that of an operation. */
  void send(Object operation) {
    try {
      transport.send(writer.written());
    } catch (LinuxException e) {
      throw new NetlinkException(operation, e);
    }
  }

  /** Sends one request, whose answers end with those of a dump or with an acknowledgement. */
  void send(Request request, boolean isDump, int number) {
    writer.clear();
    write(request, isDump ? NetlinkFlags.NLM_F_DUMP : NetlinkFlags.NLM_F_ACK, number);
    send(request.operation());
  }
}
