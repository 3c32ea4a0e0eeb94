// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.fake;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.generic.GenericNetlink;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The generic netlink families of a fake kernel, and the controller that finds them by name. */
public final class FakeFamilies implements FakeKernel.Handler {
  private static final int CONTROLLER = 16;
  private static final int FIRST_ID = 28;
  private static final int CTRL_CMD_NEWFAMILY = 1;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;
  private static final int CTRL_ATTR_VERSION = 3;

  /** What a family does with a request. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers a request.
     *
     * @param command the family's command
     * @param request what is asked
     * @param answer takes the answer
     */
    void handle(int command, FakeRequest request, FakeAnswer answer);
  }

  private record Registered(String name, int id, int version, Handler handler) {}

  private final Map<String, Registered> families = new ConcurrentHashMap<>();

  /** No family but the controller. */
  public FakeFamilies() {}

  /**
   * Registers a family, as loading its module would.
   *
   * @param name its name
   * @param version its version
   * @param handler answers its requests
   * @return its message type
   */
  public int register(String name, int version, Handler handler) {
    int id = FIRST_ID + families.size();
    families.put(name, new Registered(name, id, version, handler));
    return id;
  }

  /**
   * Removes a family, as unloading its module would.
   *
   * @param name its name
   */
  public void unregister(String name) {
    families.remove(name);
  }

  /**
   * Writes the fixed part of a message of a family.
   *
   * @param command the command
   * @param attributes writes the attributes
   * @return for {@link FakeAnswer#message}
   */
  public static Consumer<MessageWriter> body(int command, Consumer<MessageWriter> attributes) {
    return out -> {
      out.fixed8(command);
      out.fixed8(1);
      out.fixed16(0);
      attributes.accept(out);
    };
  }

  @Override
  public void handle(FakeRequest request, FakeAnswer answer) {
    if (request.payload().limit() < GenericNetlink.HEADER_LENGTH) {
      answer.refuse(Errno.EINVAL);
      return;
    }
    int command = Byte.toUnsignedInt(request.payload().get(0));
    if (request.type() == CONTROLLER) {
      control(command, request, answer);
      return;
    }
    Optional<Registered> family =
        families.values().stream().filter(known -> known.id() == request.type()).findFirst();
    if (family.isEmpty()) {
      answer.refuse(Errno.ENOENT);
    } else {
      family.get().handler().handle(command, request, answer);
    }
  }

  private void control(int command, FakeRequest request, FakeAnswer answer) {
    if (command != CTRL_CMD_GETFAMILY) {
      answer.refuse(Errno.EOPNOTSUPP);
      return;
    }
    AttributeReader attributes = request.attributes(GenericNetlink.HEADER_LENGTH);
    String name = "";
    while (attributes.next()) {
      if (attributes.type() == CTRL_ATTR_FAMILY_NAME) {
        name = attributes.string();
      }
    }
    Registered family = families.get(name);
    if (family == null) {
      answer.refuse(Errno.ENOENT);
      return;
    }
    answer.message(
        CONTROLLER,
        body(
            CTRL_CMD_NEWFAMILY,
            out -> {
              out.string(CTRL_ATTR_FAMILY_NAME, family.name());
              out.u16(CTRL_ATTR_FAMILY_ID, family.id());
              out.u32(CTRL_ATTR_VERSION, family.version());
            }));
  }
}
