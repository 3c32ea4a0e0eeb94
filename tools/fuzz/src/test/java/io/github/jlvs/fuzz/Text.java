// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Input that is text. */
public final class Text {
  private Text() {}

  /** The text of a region; what is no UTF-8 is replaced. */
  public static String of(ByteBuffer region) {
    return StandardCharsets.UTF_8.decode(region.duplicate()).toString();
  }

  /** Its bytes. */
  public static ByteBuffer bytes(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }
}
