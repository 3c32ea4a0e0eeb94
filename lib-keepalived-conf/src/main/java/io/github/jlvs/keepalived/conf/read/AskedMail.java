// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The lines that ask for mail. Whether any can be sent is known when all of {@code global_defs} is
 * read, wherever that stands.
 */
final class AskedMail {
  private static final String NEITHER =
      "no mail is sent, for global_defs has neither 'notification_email' nor 'smtp_server'";

  private record Line(Position position, String keyword) {}

  private final List<Line> lines = new ArrayList<>();

  /** Takes a line that says whether there is mail. */
  void take(String keyword, Located<Boolean> asked) {
    if (asked.value()) {
      lines.add(new Line(asked.position(), keyword));
    }
  }

  /** Says that all of it is in vain. */
  void sayVain(UnsupportedKeywords unsupported) {
    lines.sort(Comparator.comparing(Line::position));
    lines.forEach(line -> unsupported.withoutEffect(line.position, line.keyword, NEITHER));
  }
}
