// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which datagrams the kernel gives to a socket at all: a program of classic BPF
 * (linux/Documentation/networking/filter.rst), made of conditions that must all hold. Offsets count
 * from the first octet that the socket would read. A datagram that is too short for a condition
 * does not fulfil it. Immutable.
 */
public final class PacketFilter {
  private static final PacketFilter ALL = new PacketFilter(List.of());

  // linux/bpf_common.h
  private static final int LOAD_OCTET = 0x30;
  private static final int LOAD_HALFWORD = 0x28;
  private static final int LOAD_HALFWORD_INDEXED = 0x48;
  private static final int LOAD_INDEX_OF_IPV4_HEADER = 0xb1;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_SET = 0x45;
  private static final int RETURN = 0x06;
  private static final int INSTRUCTION = 8;
  private static final int WHOLE = 0xffff;

  private enum Then {
    GO_ON,
    GO_ON_IF_TRUE,
    GO_ON_IF_FALSE
  }

  private record Instruction(int code, int operand, Then then) {}

  private final List<Instruction> conditions;

  private PacketFilter(List<Instruction> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /**
   * A filter that lets all through.
   *
   * @return the filter
   */
  public static PacketFilter all() {
    return ALL;
  }

  /**
   * Those alone with a certain octet.
   *
   * @param offset where, 0 or more
   * @param value 0 to 255
   * @return this filter and that condition
   */
  public PacketFilter octetIs(int offset, int value) {
    return and(load(LOAD_OCTET, offset), new Instruction(JUMP_IF_EQUAL, value, Then.GO_ON_IF_TRUE));
  }

  /**
   * Those alone with certain two octets.
   *
   * @param offset where the first of them is, 0 or more
   * @param value in network order, 0 to 65535
   * @return this filter and that condition
   */
  public PacketFilter halfwordIs(int offset, int value) {
    return and(
        load(LOAD_HALFWORD, offset), new Instruction(JUMP_IF_EQUAL, value, Then.GO_ON_IF_TRUE));
  }

  /**
   * Those alone in whose two octets certain bits are all clear.
   *
   * @param offset where the first of them is, 0 or more
   * @param bits in network order, 1 to 65535
   * @return this filter and that condition
   */
  public PacketFilter halfwordLacks(int offset, int bits) {
    return and(
        load(LOAD_HALFWORD, offset), new Instruction(JUMP_IF_SET, bits, Then.GO_ON_IF_FALSE));
  }

  /**
   * Those alone with certain two octets behind an IPv4 header, whose length the datagram says.
   *
   * @param offset where the first of them is, counted from the end of the header, 0 or more
   * @param value in network order, 0 to 65535
   * @return this filter and that condition
   */
  public PacketFilter halfwordBehindIpv4HeaderIs(int offset, int value) {
    return and(
        load(LOAD_INDEX_OF_IPV4_HEADER, 0),
        load(LOAD_HALFWORD_INDEXED, offset),
        new Instruction(JUMP_IF_EQUAL, value, Then.GO_ON_IF_TRUE));
  }

  private static Instruction load(int code, int offset) {
    return new Instruction(code, offset, Then.GO_ON);
  }

  private PacketFilter and(Instruction... more) {
    List<Instruction> all = new ArrayList<>(conditions);
    all.addAll(List.of(more));
    return new PacketFilter(all);
  }

  /** As struct sock_filter in a direct buffer: code, two jumps, and an operand. */
  ByteBuffer program() {
    int accept = conditions.size();
    ByteBuffer program =
        ByteBuffer.allocateDirect((accept + 2) * INSTRUCTION).order(ByteOrder.nativeOrder());
    for (int at = 0; at < accept; at++) {
      Instruction each = conditions.get(at);
      int toRefusal = accept - at;
      put(
          program,
          each.code,
          each.then == Then.GO_ON_IF_FALSE ? toRefusal : 0,
          each.then == Then.GO_ON_IF_TRUE ? toRefusal : 0,
          each.operand);
    }
    put(program, RETURN, 0, 0, WHOLE);
    put(program, RETURN, 0, 0, 0);
    return program.flip();
  }

  private static void put(ByteBuffer program, int code, int ifTrue, int ifFalse, int operand) {
    program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
  }
}
