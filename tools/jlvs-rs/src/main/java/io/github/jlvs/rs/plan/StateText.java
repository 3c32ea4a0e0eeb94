// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import io.github.jlvs.net.NamespaceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record as text, one fact a line, so that a person can undo by hand what it tells of. The last
 * line says that nothing was cut off.
 */
public final class StateText {
  private static final String FIRST = "jlvs-rs record 1";
  private static final String LAST = "end";
  private static final Pattern SETTING =
      Pattern.compile("parameter (\\S+) was (-?\\d{1,10}) set (-?\\d{1,10})");
  private static final String VIP = "vip ";

  private StateText() {}

  /** Writes a record. */
  public static String write(NamespaceId namespace, SavedState state) {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    text.append(namespace).append('\n');
    for (ArpSetting setting : ArpSetting.values()) {
      SavedValue saved = state.settings().get(setting);
      if (saved != null) {
        text.append("parameter ").append(setting.text());
        text.append(" was ").append(saved.before());
        text.append(" set ").append(saved.written()).append('\n');
      }
    }
    state.vips().forEach(vip -> text.append(VIP).append(vip).append('\n'));
    return text.append(LAST).append('\n').toString();
  }

  /**
   * Reads a record that is meant for a namespace.
   *
   * @param name what the record is called in messages
   */
  public static RememberedState read(String name, NamespaceId here, String text) {
    Iterator<String> lines = text.lines().iterator();
    if (!lines.hasNext() || !lines.next().equals(FIRST)) {
      return damaged(name, "it does not begin with '" + FIRST + "'");
    }
    // Looked at before anything else: a cut number is a number too.
    if (!text.endsWith("\n" + LAST + "\n")) {
      return damaged(name, "its end is missing");
    }
    Optional<NamespaceId> there = NamespaceId.parse(lines.hasNext() ? lines.next() : "");
    if (there.isEmpty()) {
      return damaged(name, "its second line names no namespace");
    }
    if (!there.get().mayBe(here)) {
      return RememberedState.lost(
          "the record " + name + " is of a network namespace that is gone, so it is not used");
    }
    return facts(name, lines);
  }

  private static RememberedState facts(String name, Iterator<String> lines) {
    Set<Vip> vips = new LinkedHashSet<>();
    Map<ArpSetting, SavedValue> settings = new EnumMap<>(ArpSetting.class);
    while (lines.hasNext()) {
      String line = lines.next();
      boolean last = line.equals(LAST) && !lines.hasNext();
      if (!last && !fact(line, vips, settings)) {
        return damaged(name, "it has a line that is no part of a record");
      }
    }
    List<Vip> inOrder = new ArrayList<>(vips);
    return RememberedState.of(new SavedState(inOrder, settings));
  }

  private static boolean fact(String line, Set<Vip> vips, Map<ArpSetting, SavedValue> settings) {
    if (line.startsWith(VIP)) {
      try {
        return vips.add(Vip.parse(line.substring(VIP.length())));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    Matcher parts = SETTING.matcher(line);
    Optional<ArpSetting> setting =
        parts.matches() ? ArpSetting.named(parts.group(1)) : Optional.empty();
    if (setting.isEmpty()) {
      return false;
    }
    long before = Long.parseLong(parts.group(2));
    long written = Long.parseLong(parts.group(3));
    SavedValue saved = new SavedValue((int) before, (int) written);
    boolean inRange = saved.before() == before && saved.written() == written;
    return inRange && settings.put(setting.get(), saved) == null;
  }

  private static RememberedState damaged(String name, String why) {
    return RememberedState.damaged(name, why);
  }
}
