// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Target;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** Messages, attributes and errors. */
public final class NetlinkTargets {
  /** Deeper than any message nests. */
  private static final int DEEPEST = 8;

  /**
   * Each attribute, of four bytes at the least, may be refused twice, and each message once: with
   * words, and with a stack that is deep in the fuzzer. Words for want of a right take a look at
   * what this process may do, which is a page of text.
   */
  private static final Allowance REFUSALS = new Allowance(48 << 10, 1 << 10, 1);

  private NetlinkTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("netlink-messages", NetlinkTargets::messages, Messages.MALFORMED),
        Target.of("netlink-attributes", NetlinkTargets::attributes, Messages.MALFORMED)
            .allowed(REFUSALS),
        Target.of("netlink-acknowledgement", NetlinkTargets::acknowledgement, Messages.MALFORMED)
            .allowed(REFUSALS),
        Target.of("netlink-conversation", Conversations::hold, Messages.MALFORMED)
            .allowed(REFUSALS),
        Target.of("netlink-async", AsyncConversations::hold, List.of()).allowed(REFUSALS));
  }

  /** The messages of a datagram; the reader's datagrams lie at their buffer's start. */
  private static List<String> messages(ByteBuffer region) {
    DatagramReader datagram = new DatagramReader(region.slice().order(region.order()));
    datagram.start(region.remaining());
    List<String> found = new ArrayList<>();
    while (datagram.next()) {
      Reply reply = datagram.reply();
      found.add(
          reply.type()
              + " "
              + reply.flags()
              + " "
              + reply.sequence()
              + " "
              + reply.port()
              + " "
              + reply.payloadLength());
    }
    return found;
  }

  private static String attributes(ByteBuffer region) {
    StringBuilder found = new StringBuilder();
    walk(AttributeReader.of(region), found, 0);
    return found.toString();
  }

  /** Reads every attribute as everything that it could be. */
  private static void walk(AttributeReader attributes, StringBuilder found, int depth) {
    while (attributes.next()) {
      found.append(attributes.type()).append(attributes.isMarkedNested() ? "n" : "");
      found.append('=').append(HexFormat.of().formatHex(attributes.bytes()));
      switch (attributes.length()) {
        case 1 -> found.append(attributes.u8());
        case 2 -> found.append(attributes.u16()).append(attributes.u16BigEndian());
        case 4 -> found.append(attributes.u32()).append(attributes.u32BigEndian());
        case 8 -> found.append(attributes.u64()).append(attributes.u32At(4));
        default -> found.append(attributes.string().length());
      }
      if (attributes.isMarkedNested() && depth < DEEPEST) {
        walk(attributes.nested(), found.append('{'), depth + 1);
        found.append('}');
      } else {
        found.append(tolerant(AttributeReader::u64, attributes));
        found.append(tolerant(each -> each.u64At(each.length() - 7), attributes));
      }
    }
  }

  /** What does not fit is refused, and the reader goes on. */
  private static String tolerant(Function<AttributeReader, Long> read, AttributeReader attributes) {
    try {
      return read.apply(attributes).toString();
    } catch (MalformedMessageException refused) {
      return "?";
    }
  }

  /** An NLMSG_ERROR, header and all. */
  private static String acknowledgement(ByteBuffer region) {
    DatagramReader datagram = new DatagramReader(region.slice().order(region.order()));
    datagram.start(region.remaining());
    StringBuilder found = new StringBuilder();
    while (datagram.next()) {
      found.append(Exchange.refusal("ask", datagram.reply())).append('\n');
    }
    return found.toString();
  }
}
