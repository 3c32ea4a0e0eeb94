// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.Transport;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One query by UDP, and by TCP where the answer did not fit into a datagram. Anybody can send a
 * datagram that seems to come from the server: one that does not answer this query, by its
 * identification and by its question, is passed over and the answer still waited for (RFC 5452
 * section 9.1). So none that is guessed takes a server out of the table or keeps it there.
 */
final class DnsConversation implements Conversation {
  private final Transport.Udp transport;
  private final DnsQuestion question;
  private final DnsMessage query;
  private final LengthPrefixed stream = new LengthPrefixed();
  private boolean overTcp;
  private int passedOver;

  DnsConversation(DnsProbe probe, int id) {
    transport = probe.transport();
    question = new DnsQuestion(probe.name(), probe.type());
    query = DnsMessage.query(id, question);
  }

  @Override
  public Step connected() {
    ByteBuffer bytes = query.encode();
    return new Send(overTcp ? LengthPrefixed.encode(bytes) : bytes);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (!overTcp) {
      return judge(bytes);
    }
    Step step = new Await();
    while (step instanceof Await && bytes.hasRemaining()) {
      step = stream.take(bytes).map(this::judge).orElse(step);
    }
    return step;
  }

  private Step judge(ByteBuffer bytes) {
    if (!answersThis(bytes)) {
      return passOver();
    }
    DnsMessage answer;
    try {
      answer = DnsMessage.decode(bytes);
    } catch (MalformedMessageException e) {
      return failed(Cause.FAILED, String.valueOf(e.getMessage()));
    }
    DnsHeader header = answer.header();
    boolean well = header.code().equals(ResponseCode.NOERROR);
    Optional<DnsQuestion> about = answer.question();
    if (!about.equals(Optional.of(question)) && (well || about.isPresent())) {
      return passOver();
    }
    if (!well) {
      return failed(Cause.STATUS, header.code().toString());
    }
    if (header.isTruncated() && !overTcp) {
      overTcp = true;
      return new Switch(
          new Transport.Tcp(
              transport.remote(), transport.local(), transport.device(), transport.firewallMark()));
    }
    return new Finish(ProbeResult.SUCCESS);
  }

  /** By its head, which every message has. */
  private boolean answersThis(ByteBuffer bytes) {
    if (bytes.remaining() < DnsHeader.LENGTH) {
      return false;
    }
    ByteBuffer head = bytes.slice();
    DnsHeader header = new DnsHeader(head.getShort() & 0xffff, head.getShort() & 0xffff);
    return header.id() == query.header().id() && header.isResponse() && header.opcode() == 0;
  }

  private Step passOver() {
    passedOver++;
    return new Await();
  }

  private Step failed(Cause cause, String why) {
    return new Finish(new ProbeResult.Failure(cause, task() + ": " + why));
  }

  @Override
  public Step closed() {
    return failed(Cause.CLOSED, "connection closed before the answer was whole");
  }

  @Override
  public String task() {
    return question
        + (overTcp ? " by TCP, for the answer by UDP was cut" : "")
        + (passedOver == 0 ? "" : " (other messages: " + passedOver + ")");
  }
}
