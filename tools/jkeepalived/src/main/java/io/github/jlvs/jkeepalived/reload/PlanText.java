// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The lines of the log that tell of a plan. */
public final class PlanText {
  /** All there is to say where a reload changes nothing. */
  public static final String NOTHING = "Reload: nothing changed";

  /** Whoever changes more at once reads the file itself. */
  static final int MOST_LINES = 50;

  private PlanText() {}

  /**
   * Says what will change.
   *
   * @param detail whether each change has a line of its own, as far as that can be read
   * @return the line that sums it up, and those behind it
   */
  public static List<String> of(ReloadPlan plan, boolean detail) {
    if (plan.changes().isEmpty()) {
      return List.of(NOTHING);
    }
    List<String> lines = new ArrayList<>();
    lines.add("Reload: " + summary(plan));
    if (detail) {
      List<Change> changes = plan.changes();
      changes.stream().limit(MOST_LINES).forEach(change -> lines.add("Reload: " + change));
      if (changes.size() > MOST_LINES) {
        lines.add("Reload: ... and " + (changes.size() - MOST_LINES) + " more");
      }
    }
    return lines;
  }

  private static String summary(ReloadPlan plan) {
    Map<Subject, Map<Deed, Integer>> counts = new EnumMap<>(Subject.class);
    for (Change change : plan.changes()) {
      counts
          .computeIfAbsent(change.subject(), subject -> new EnumMap<>(Deed.class))
          .merge(change.deed(), 1, Integer::sum);
    }
    List<String> words = new ArrayList<>();
    counts.forEach(
        (subject, deeds) -> {
          boolean named = false;
          for (Map.Entry<Deed, Integer> each : deeds.entrySet()) {
            String number = named ? "" + each.getValue() : subject.counted(each.getValue());
            words.add(number + " " + each.getKey().word());
            named = true;
          }
        });
    return String.join(", ", words) + untouched(plan);
  }

  private static String untouched(ReloadPlan plan) {
    List<String> words = new ArrayList<>();
    if (plan.routersUntouched() > 0) {
      words.add(Subject.VIRTUAL_ROUTER.counted(plan.routersUntouched()));
    }
    if (plan.serversUntouched() > 0) {
      words.add(Subject.VIRTUAL_SERVER.counted(plan.serversUntouched()));
    }
    return words.isEmpty() ? "" : "; " + String.join(" and ", words) + " untouched";
  }
}
