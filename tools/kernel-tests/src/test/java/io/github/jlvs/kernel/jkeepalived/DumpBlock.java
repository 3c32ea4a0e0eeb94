// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of what keepalived 2.2.7 writes into /tmp at USR1: a virtual router, a script, a real
 * server.
 *
 * @param section the last heading before it, such as {@code VRRP Topology}
 * @param head its first line, such as {@code VRRP Instance = V1}; empty where the heading says all
 * @param values what follows each label
 * @param lists the lines below each label that ends with a colon
 */
record DumpBlock(
    String section, String head, Map<String, String> values, Map<String, List<String>> lists) {
  private static final String HEADING = "------< ";
  private static final Pattern VALUE =
      Pattern.compile("(.+?)(?: = | is (?=ON|OFF)| (?=\\d+\\.))(.*)");

  /** How far the lines of a block are indented, and those of a list in it. */
  private static final int OF_BLOCK = 3;

  private static DumpBlock begin(String section, String head) {
    return new DumpBlock(section, head, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  static List<DumpBlock> read(String dump) {
    List<DumpBlock> blocks = new ArrayList<>();
    DumpBlock block = begin("", "");
    Optional<List<String>> list = Optional.empty();
    for (String line : dump.split("\n", -1)) {
      String text = line.strip();
      int depth = line.length() - line.stripLeading().length();
      if (text.startsWith(HEADING)) {
        block = begin(text.substring(HEADING.length(), text.indexOf(" >")), "");
        blocks.add(block);
      } else if (depth < OF_BLOCK && !block.section.equals("Global definitions")) {
        block = begin(block.section, text);
        blocks.add(block);
      } else if (depth > OF_BLOCK && list.isPresent()) {
        list.get().add(text);
        continue;
      }
      list = block.line(text);
    }
    return blocks;
  }

  /** Takes a label with its value; with a colon, the list that begins with it. */
  private Optional<List<String>> line(String text) {
    if (text.endsWith(":")) {
      String label = text.replaceFirst("( \\(\\d+\\))? ?:$", "");
      return Optional.of(lists.computeIfAbsent(label, each -> new ArrayList<>()));
    }
    Matcher value = VALUE.matcher(text);
    if (value.matches()) {
      values.put(value.group(1), value.group(2));
    }
    return Optional.empty();
  }
}
