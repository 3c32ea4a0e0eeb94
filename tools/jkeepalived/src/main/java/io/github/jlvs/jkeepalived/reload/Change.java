// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import java.util.List;

/**
 * One thing that a reload does.
 *
 * @param subject what kind of thing it is done to
 * @param deed what is done
 * @param name the name of the thing, as the log has it elsewhere
 * @param settings which of its settings have changed, in the words of keepalived.conf where it has
 *     one for it; none where it is added or removed
 */
public record Change(Subject subject, Deed deed, String name, List<String> settings) {
  /** Copies the list. */
  public Change {
    settings = List.copyOf(settings);
  }

  /** A line of the log. */
  @Override
  public String toString() {
    return subject.before()
        + " "
        + name
        + " "
        + deed.word()
        + (settings.isEmpty() ? "" : ": " + String.join(", ", settings));
  }
}
