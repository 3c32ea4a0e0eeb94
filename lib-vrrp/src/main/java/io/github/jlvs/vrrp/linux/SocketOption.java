// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

/** Numbers of linux/in.h, linux/in6.h and asm-generic/socket.h. */
final class SocketOption {
  static final int IPPROTO_RAW = 255;

  static final int IP_HDRINCL = 3;
  static final int IP_MULTICAST_IF = 32;
  static final int IP_MULTICAST_LOOP = 34;
  static final int IP_ADD_MEMBERSHIP = 35;
  static final int IP_DROP_MEMBERSHIP = 36;
  static final int IP_MULTICAST_ALL = 49;

  static final int IPV6_MULTICAST_IF = 17;
  static final int IPV6_MULTICAST_LOOP = 19;
  static final int IPV6_ADD_MEMBERSHIP = 20;
  static final int IPV6_DROP_MEMBERSHIP = 21;
  static final int IPV6_MULTICAST_ALL = 29;
  static final int IPV6_RECVPKTINFO = 49;
  static final int IPV6_PKTINFO = 50;
  static final int IPV6_RECVHOPLIMIT = 51;
  static final int IPV6_HOPLIMIT = 52;
  static final int IPV6_FREEBIND = 78;

  static final int SO_RCVBUF = 8;
  static final int SO_PRIORITY = 12;
  static final int SO_RCVBUFFORCE = 33;

  /** linux/pkt_sched.h TC_PRIO_CONTROL: goes ahead of bulk traffic in the interface's queue. */
  static final int TC_PRIO_CONTROL = 7;

  private SocketOption() {}
}
