// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.start;

import io.github.jlvs.ipvs.wire.IpvsHeader;
import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * As much of a kernel as a rehearsal needs: one service, one destination, yes to everything; or no
 * to everything.
 */
final class Stage implements Transport {
  private static final int GENL_ID_CTRL = 16;
  private static final int FAMILY = 30;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_MULTI = 2;
  private static final int NLM_F_ACK = 4;
  private static final int NLM_F_DUMP = 0x300;
  private static final int TCP = 6;
  private static final byte[] ADDRESS = {10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  private static final int ENOENT = 2;

  private final boolean hasIpvs;
  private final Deque<MessageWriter> answers = new ArrayDeque<>();

  Stage(boolean hasIpvs) {
    this.hasIpvs = hasIpvs;
  }

  @Override
  public void send(ByteBuffer datagram) {
    ByteBuffer in = datagram.duplicate().order(ByteOrder.nativeOrder());
    while (in.remaining() >= 20) {
      int start = in.position();
      int length = in.getInt(start);
      answer(
          in.getShort(start + 4) & 0xFFFF,
          in.getShort(start + 6) & 0xFFFF,
          in.getInt(start + 8),
          in.get(start + 16));
      in.position(Math.min(in.limit(), start + ((length + 3) & ~3)));
    }
  }

  private void answer(int type, int flags, int sequence, int command) {
    if (!hasIpvs) {
      refuse(sequence);
      return;
    }
    boolean dump = (flags & NLM_F_DUMP) == NLM_F_DUMP;
    MessageWriter out = new MessageWriter();
    out.begin(type, dump ? NLM_F_MULTI : 0);
    out.sequence(sequence);
    out.fixed8(command);
    out.fixed8(1);
    out.fixed16(0);
    if (type == GENL_ID_CTRL) {
      out.u16(1, FAMILY);
      out.u32(3, 1);
    } else {
      content(out, command);
    }
    out.end();
    boolean reads = type == GENL_ID_CTRL || dump || command == IpvsHeader.IPVS_CMD_GET_INFO;
    if (!reads && command != IpvsHeader.IPVS_CMD_GET_SERVICE) {
      out.clear();
    }
    if (dump || (flags & NLM_F_ACK) != 0) {
      out.begin(dump ? NLMSG_DONE : NLMSG_ERROR, dump ? NLM_F_MULTI : 0);
      out.sequence(sequence);
      for (int i = 0; i < 5; i++) {
        out.fixed32(0);
      }
      out.end();
    }
    if (out.size() > 0) {
      answers.add(out);
    }
  }

  private void refuse(int sequence) {
    MessageWriter out = new MessageWriter();
    out.begin(NLMSG_ERROR, 0);
    out.sequence(sequence);
    out.fixed32(-ENOENT);
    for (int i = 0; i < 4; i++) {
      out.fixed32(0);
    }
    out.end();
    answers.add(out);
  }

  private static void content(MessageWriter out, int command) {
    if (command == IpvsHeader.IPVS_CMD_GET_SERVICE) {
      out.nested(IpvsHeader.IPVS_CMD_ATTR_SERVICE, Stage::service);
    } else if (command == IpvsHeader.IPVS_CMD_GET_DEST) {
      out.nested(IpvsHeader.IPVS_CMD_ATTR_DEST, Stage::destination);
    }
  }

  private static void service(MessageWriter out) {
    out.u16(IpvsHeader.IPVS_SVC_ATTR_AF, 2);
    out.u16(IpvsHeader.IPVS_SVC_ATTR_PROTOCOL, TCP);
    out.bytes(IpvsHeader.IPVS_SVC_ATTR_ADDR, ADDRESS);
    out.u16BigEndian(IpvsHeader.IPVS_SVC_ATTR_PORT, 80);
    out.string(IpvsHeader.IPVS_SVC_ATTR_SCHED_NAME, "wlc");
    out.u32Pair(IpvsHeader.IPVS_SVC_ATTR_FLAGS, 0, -1);
    out.u32(IpvsHeader.IPVS_SVC_ATTR_TIMEOUT, 0);
    out.u32(IpvsHeader.IPVS_SVC_ATTR_NETMASK, -1);
    out.nested(IpvsHeader.IPVS_SVC_ATTR_STATS64, Stage::counters);
  }

  private static void destination(MessageWriter out) {
    out.bytes(IpvsHeader.IPVS_DEST_ATTR_ADDR, ADDRESS);
    out.u16BigEndian(IpvsHeader.IPVS_DEST_ATTR_PORT, 80);
    out.u32(IpvsHeader.IPVS_DEST_ATTR_FWD_METHOD, 3);
    out.u32(IpvsHeader.IPVS_DEST_ATTR_WEIGHT, 1);
    out.u32(IpvsHeader.IPVS_DEST_ATTR_U_THRESH, 0);
    out.u32(IpvsHeader.IPVS_DEST_ATTR_L_THRESH, 0);
    out.u32(IpvsHeader.IPVS_DEST_ATTR_ACTIVE_CONNS, 0);
    out.u32(IpvsHeader.IPVS_DEST_ATTR_INACT_CONNS, 0);
    out.u32(IpvsHeader.IPVS_DEST_ATTR_PERSIST_CONNS, 0);
    out.u16(IpvsHeader.IPVS_DEST_ATTR_ADDR_FAMILY, 2);
    out.nested(IpvsHeader.IPVS_DEST_ATTR_STATS64, Stage::counters);
  }

  private static void counters(MessageWriter out) {
    for (int type = 1; type <= 10; type++) {
      out.u64(type, 0);
    }
  }

  @Override
  public int receive(ByteBuffer into) {
    MessageWriter next = answers.poll();
    if (next == null) {
      return -11;
    }
    ByteBuffer answer = next.written();
    int length = answer.remaining();
    into.duplicate().clear().put(answer);
    return length;
  }

  @Override
  public void receiveTimeout(long nanos) {
    // Nobody waits.
  }

  @Override
  public int acknowledgementRoom() {
    return 64;
  }

  @Override
  public void join(int group) {
    // There are no groups.
  }

  @Override
  public Descriptor descriptor() {
    throw new UnsupportedOperationException("a rehearsal has no descriptor");
  }

  @Override
  public void close() {
    answers.clear();
  }
}
