// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import io.github.jlvs.net.NamespaceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
  private static final String TUNNEL = " by tunnel";
  private static final String UP = "taken up ";

  private StateText() {}

  /** Writes a record. */
  public static String write(NamespaceId namespace, SavedState state) {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    text.append(namespace).append('\n');
    for (Setting setting : Setting.values()) {
      SavedValue saved = state.settings().get(setting);
      if (saved != null) {
        text.append("parameter ").append(setting.text());
        text.append(" was ").append(saved.before());
        text.append(" set ").append(saved.written()).append('\n');
      }
    }
    for (Device device : Device.values()) {
      if (state.takenUp().contains(device)) {
        text.append(UP).append(device.text()).append('\n');
      }
    }
    for (Vip vip : state.vips()) {
      text.append(VIP).append(vip);
      text.append(state.tunnelled().contains(vip) ? TUNNEL : "").append('\n');
    }
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
    Facts facts = new Facts();
    while (lines.hasNext()) {
      String line = lines.next();
      boolean last = line.equals(LAST) && !lines.hasNext();
      if (!last && !facts.take(line)) {
        return damaged(name, "it has a line that is no part of a record");
      }
    }
    return RememberedState.of(facts.state());
  }

  /** What the lines of a record have told so far. */
  private static final class Facts {
    private final Set<Vip> vips = new LinkedHashSet<>();
    private final Set<Vip> tunnelled = new LinkedHashSet<>();
    private final Set<Device> takenUp = EnumSet.noneOf(Device.class);
    private final Map<Setting, SavedValue> settings = new EnumMap<>(Setting.class);

    boolean take(String line) {
      if (line.startsWith(VIP)) {
        boolean tunnel = line.endsWith(TUNNEL);
        int end = line.length() - (tunnel ? TUNNEL.length() : 0);
        return end > VIP.length() && address(line.substring(VIP.length(), end), tunnel);
      }
      if (line.startsWith(UP)) {
        return Device.named(line.substring(UP.length())).filter(takenUp::add).isPresent();
      }
      return setting(line, settings);
    }

    private boolean address(String text, boolean tunnel) {
      try {
        Vip vip = Vip.parse(text);
        return vips.add(vip) && (!tunnel || tunnelled.add(vip));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    SavedState state() {
      return new SavedState(new ArrayList<>(vips), tunnelled, takenUp, settings);
    }
  }

  private static boolean setting(String line, Map<Setting, SavedValue> settings) {
    Matcher parts = SETTING.matcher(line);
    Optional<Setting> setting = parts.matches() ? Setting.named(parts.group(1)) : Optional.empty();
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
