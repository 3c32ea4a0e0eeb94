// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.util.OptionalInt;

/**
 * The kernel's explanation of an error (linux/netlink.h {@code nlmsgerr_attrs}).
 *
 * @param message the kernel's words; empty where it gave none
 * @param offset bytes from the request's start to the attribute it complains about
 * @param missingAttribute the type of the attribute that was missing (since Linux 6.1)
 * @param missingNest bytes from the request's start to the nest it was missing from; absent when it
 *     was missing at the top level
 */
public record ExtendedAcknowledgement(
    String message, OptionalInt offset, OptionalInt missingAttribute, OptionalInt missingNest) {
  /** No explanation. */
  public static final ExtendedAcknowledgement NONE =
      new ExtendedAcknowledgement(
          "", OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

  private static final int MESSAGE = 1;
  private static final int OFFSET = 2;
  private static final int MISSING_TYPE = 5;
  private static final int MISSING_NEST = 6;

  static ExtendedAcknowledgement read(AttributeReader attributes) {
    String message = "";
    OptionalInt offset = OptionalInt.empty();
    OptionalInt missing = OptionalInt.empty();
    OptionalInt nest = OptionalInt.empty();
    while (attributes.next()) {
      switch (attributes.type()) {
        case MESSAGE -> message = attributes.string();
        case OFFSET -> offset = OptionalInt.of(attributes.u32());
        case MISSING_TYPE -> missing = OptionalInt.of(attributes.u32());
        case MISSING_NEST -> nest = OptionalInt.of(attributes.u32());
        default -> {
          // Newer kernels explain more.
        }
      }
    }
    return new ExtendedAcknowledgement(message, offset, missing, nest);
  }

  String suffix() {
    StringBuilder text = new StringBuilder();
    if (!message.isEmpty()) {
      text.append(": ").append(message);
    }
    if (missingAttribute.isPresent()) {
      text.append(", attribute ").append(missingAttribute.getAsInt()).append(" is missing");
      if (missingNest.isPresent()) {
        text.append(" from the nest at byte ").append(missingNest.getAsInt());
      }
    }
    if (offset.isPresent()) {
      text.append(", at byte ").append(offset.getAsInt()).append(" of the request");
    }
    return text.toString();
  }
}
