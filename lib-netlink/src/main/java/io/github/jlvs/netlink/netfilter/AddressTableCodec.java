// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.netfilter;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.NetlinkFlags;
import io.github.jlvs.netlink.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes requests of linux/netfilter/nf_tables.h; all numbers are in network byte order. */
final class AddressTableCodec {
  private static final int SUBSYSTEM = 10;
  private static final int BATCH_BEGIN = 16;
  private static final int BATCH_END = 17;

  private static final int NEW_TABLE = 0;
  private static final int DELETE_TABLE = 2;
  private static final int NEW_CHAIN = 3;
  private static final int NEW_RULE = 6;
  private static final int NEW_SET = 9;
  private static final int NEW_ELEMENTS = 12;

  private static final int IPV4 = 2;
  private static final int IPV6 = 10;
  private static final int LOCAL_IN = 1;
  private static final int LOCAL_OUT = 3;
  private static final int DROP = 0;
  private static final int ACCEPT = 1;
  private static final int ICMPV6 = 58;

  /** nft's numbers of types, by which it prints what is in a set. */
  private static final int TYPE_IPV4_ADDRESS = 7;

  private static final int TYPE_IPV6_ADDRESS = 8;

  private static final int ANY_ID = 1;
  private static final int REGISTER = 1;
  private static final int VERDICT = 0;
  private static final int NETWORK_HEADER = 1;
  private static final int TRANSPORT_HEADER = 2;
  private static final int EQUAL = 0;
  private static final int AT_MOST = 3;
  private static final int AT_LEAST = 5;
  private static final int PROTOCOL = 16;
  private static final int NEIGHBOUR_SOLICITATION = 135;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;

  private static final String SET = "vips";

  private final AddressTable table;
  private final String operation;
  private final boolean ipv4;
  private final List<Request> requests = new ArrayList<>();

  private AddressTableCodec(AddressTable table, String operation) {
    this.table = table;
    this.operation = operation;
    this.ipv4 = table.family() == AddressFamily.IPV4;
  }

  static Request begin(String operation) {
    return batch(operation, BATCH_BEGIN);
  }

  static Request end(String operation) {
    return batch(operation, BATCH_END);
  }

  private static Request batch(String operation, int type) {
    return new Request(
        operation,
        type,
        0,
        writer -> {
          writer.fixed16(0);
          // The subsystem, in network byte order whatever the machine's.
          writer.fixed8(0);
          writer.fixed8(SUBSYSTEM);
        });
  }

  /** Takes a table away, whether it is there or not. */
  static List<Request> remove(AddressFamily family, String name, String operation) {
    int number = family == AddressFamily.IPV4 ? IPV4 : IPV6;
    return List.of(
        request(operation, NEW_TABLE, NetlinkFlags.NLM_F_CREATE, number, w -> w.string(1, name)),
        request(operation, DELETE_TABLE, 0, number, w -> w.string(1, name)));
  }

  /** Makes it as it shall be, whatever was there. */
  static List<Request> replace(AddressTable table, String operation) {
    AddressTableCodec codec = new AddressTableCodec(table, operation);
    codec.requests.addAll(remove(table.family(), table.name(), operation));
    codec.add(NEW_TABLE, writer -> writer.string(1, table.name()));
    codec.set();
    codec.chain("out", LOCAL_OUT, table.family() == AddressFamily.IPV4 ? 12 : 8);
    codec.chain("in", LOCAL_IN, table.family() == AddressFamily.IPV4 ? 16 : 24);
    return codec.requests;
  }

  private void set() {
    int length = ipv4 ? 4 : 16;
    add(
        NEW_SET,
        writer -> {
          writer.string(1, table.name());
          writer.string(2, SET);
          writer.u32BigEndian(3, 0);
          writer.u32BigEndian(4, ipv4 ? TYPE_IPV4_ADDRESS : TYPE_IPV6_ADDRESS);
          writer.u32BigEndian(5, length);
          writer.u32BigEndian(10, ANY_ID);
        });
    if (table.addresses().isEmpty()) {
      return;
    }
    add(
        NEW_ELEMENTS,
        writer -> {
          writer.string(1, table.name());
          writer.string(2, SET);
          writer.nested(3, list -> table.addresses().forEach(each -> element(list, each)));
        });
  }

  private static void element(MessageWriter list, InetAddress address) {
    list.nested(1, element -> element.nested(1, key -> key.bytes(1, address.getAddress())));
  }

  private void chain(String name, int hook, int offset) {
    add(
        NEW_CHAIN,
        writer -> {
          writer.string(1, table.name());
          writer.string(3, name);
          writer.nested(
              4,
              at -> {
                at.u32BigEndian(1, hook);
                at.u32BigEndian(2, table.priority());
              });
          writer.u32BigEndian(5, ACCEPT);
          writer.string(7, "filter");
        });
    if (!ipv4) {
      rule(name, AddressTableCodec::neighbourDiscovery);
    }
    rule(
        name,
        list -> {
          payload(list, NETWORK_HEADER, offset, ipv4 ? 4 : 16);
          expression(
              list,
              "lookup",
              data -> {
                data.string(1, SET);
                data.u32BigEndian(2, REGISTER);
              });
          if (table.counters()) {
            expression(list, "counter", data -> {});
          }
          verdict(list, DROP);
        });
  }

  private static void neighbourDiscovery(MessageWriter list) {
    expression(
        list,
        "meta",
        data -> {
          data.u32BigEndian(1, REGISTER);
          data.u32BigEndian(2, PROTOCOL);
        });
    compare(list, EQUAL, ICMPV6);
    payload(list, TRANSPORT_HEADER, 0, 1);
    compare(list, AT_LEAST, NEIGHBOUR_SOLICITATION);
    compare(list, AT_MOST, NEIGHBOUR_ADVERTISEMENT);
    verdict(list, ACCEPT);
  }

  private void rule(String chain, Consumer<MessageWriter> expressions) {
    requests.add(
        request(
            operation,
            NEW_RULE,
            NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_APPEND,
            family(),
            writer -> {
              writer.string(1, table.name());
              writer.string(2, chain);
              writer.nested(4, expressions);
            }));
  }

  private static void payload(MessageWriter list, int header, int offset, int length) {
    expression(
        list,
        "payload",
        data -> {
          data.u32BigEndian(1, REGISTER);
          data.u32BigEndian(2, header);
          data.u32BigEndian(3, offset);
          data.u32BigEndian(4, length);
        });
  }

  private static void compare(MessageWriter list, int how, int octet) {
    expression(
        list,
        "cmp",
        data -> {
          data.u32BigEndian(1, REGISTER);
          data.u32BigEndian(2, how);
          data.nested(3, value -> value.bytes(1, new byte[] {(byte) octet}));
        });
  }

  private static void verdict(MessageWriter list, int code) {
    expression(
        list,
        "immediate",
        data -> {
          data.u32BigEndian(1, VERDICT);
          data.nested(2, value -> value.nested(2, verdict -> verdict.u32BigEndian(1, code)));
        });
  }

  private static void expression(
      MessageWriter list, String name, Consumer<MessageWriter> contents) {
    list.nested(
        1,
        one -> {
          one.string(1, name);
          one.nested(2, contents);
        });
  }

  private void add(int message, Consumer<MessageWriter> attributes) {
    requests.add(request(operation, message, NetlinkFlags.NLM_F_CREATE, family(), attributes));
  }

  private int family() {
    return ipv4 ? IPV4 : IPV6;
  }

  private static Request request(
      String operation, int message, int flags, int family, Consumer<MessageWriter> attributes) {
    return new Request(
        operation,
        SUBSYSTEM << 8 | message,
        flags,
        writer -> {
          writer.fixed8(family);
          writer.fixed8(0);
          writer.fixed16(0);
          attributes.accept(writer);
        });
  }
}
