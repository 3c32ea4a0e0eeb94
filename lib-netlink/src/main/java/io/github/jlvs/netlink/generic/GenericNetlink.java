// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.generic;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Reply;
import io.github.jlvs.netlink.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds families by name and shapes their requests. Nothing is remembered: a family that is missing
 * now may be there after its module is loaded. Thread-safe.
 */
public final class GenericNetlink {
  /** Bytes of {@code struct genlmsghdr}, the fixed part of every generic netlink message. */
  public static final int HEADER_LENGTH = 4;

  private static final int GENL_ID_CTRL = 16;
  private static final int CONTROL_VERSION = 2;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;
  private static final int CTRL_ATTR_VERSION = 3;
  private static final int CTRL_ATTR_MCAST_GROUPS = 7;
  private static final int CTRL_ATTR_MCAST_GRP_NAME = 1;
  private static final int CTRL_ATTR_MCAST_GRP_ID = 2;

  private GenericNetlink() {}

  /**
   * Looks a family up. Asking makes the kernel load the family's module where it can.
   *
   * @param socket a socket of protocol {@link NetlinkSocket#NETLINK_GENERIC}
   * @param name the family's name
   * @return the family, empty where this kernel has none of that name
   * @throws NetlinkException if the kernel refuses for another reason
   */
  public static Optional<Family> family(NetlinkSocket socket, String name) {
    Request request =
        new Request(
            "find generic netlink family " + name,
            GENL_ID_CTRL,
            0,
            writer -> {
              header(writer, CTRL_CMD_GETFAMILY, CONTROL_VERSION);
              writer.string(CTRL_ATTR_FAMILY_NAME, name);
            });
    Family[] found = new Family[1];
    try {
      socket.query(request, reply -> found[0] = decode(name, reply));
    } catch (NetlinkException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.ofNullable(found[0]);
  }

  /**
   * A request to a family.
   *
   * @param family the family
   * @param command the family's command
   * @param flags further NLM_F bits
   * @param operation what is asked and of what; its {@code toString} says it where the kernel
   *     refuses
   * @param attributes writes the attributes
   * @return the request
   */
  public static Request request(
      Family family, int command, int flags, Object operation, Consumer<MessageWriter> attributes) {
    return new Request(
        operation,
        family.id(),
        flags,
        writer -> {
          header(writer, command, family.version());
          attributes.accept(writer);
        });
  }

  /**
   * The command of a message.
   *
   * @param reply a generic netlink message
   * @return 0 to 255
   * @throws MalformedMessageException if there is none
   */
  public static int command(Reply reply) {
    return reply.u8(0);
  }

  /**
   * The attributes of a message.
   *
   * @param reply a generic netlink message
   * @return a reader before the first of them
   * @throws MalformedMessageException if the message is shorter than its header
   */
  public static AttributeReader attributes(Reply reply) {
    return reply.attributes(HEADER_LENGTH);
  }

  private static void header(MessageWriter writer, int command, int version) {
    writer.fixed8(command);
    writer.fixed8(version);
    writer.fixed16(0);
  }

  static Family decode(String name, Reply reply) {
    int id = -1;
    int version = 0;
    Map<String, Integer> groups = new HashMap<>();
    AttributeReader attributes = attributes(reply);
    while (attributes.next()) {
      switch (attributes.type()) {
        case CTRL_ATTR_FAMILY_ID -> id = attributes.u16();
        case CTRL_ATTR_VERSION -> version = attributes.u32();
        case CTRL_ATTR_MCAST_GROUPS -> readGroups(attributes.nested(), groups);
        default -> {
          // Policies and operations are not needed.
        }
      }
    }
    if (id < 0) {
      throw new MalformedMessageException("generic netlink: family " + name + " without an id");
    }
    return new Family(name, id, version, groups);
  }

  private static void readGroups(AttributeReader list, Map<String, Integer> groups) {
    while (list.next()) {
      AttributeReader group = list.nested();
      String name = "";
      int id = 0;
      while (group.next()) {
        switch (group.type()) {
          case CTRL_ATTR_MCAST_GRP_NAME -> name = group.string();
          case CTRL_ATTR_MCAST_GRP_ID -> id = group.u32();
          default -> {
            // Newer kernels say more.
          }
        }
      }
      groups.put(name, id);
    }
  }
}
