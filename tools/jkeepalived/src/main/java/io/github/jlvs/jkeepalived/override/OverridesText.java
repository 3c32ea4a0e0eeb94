// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.AdministrativeState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Overrides as text, for a file that a person can read: a line for each, with tabs between its
 * fields. The last line says that nothing was cut off.
 *
 * <pre>
 * jkeepalived overrides 1
 * drain	10.0.0.1:80	by=root	since=2026-11-29T20:00:00Z	why=new disk
 * weight	[2001:db8::1]:80	weight=5	service=[10.1.0.50]:tcp:80	by=root	since=...	until=...
 * end
 * </pre>
 */
final class OverridesText {
  private static final String FIRST = "jkeepalived overrides 1";
  private static final String LAST = "end";
  private static final int LINES_AROUND = 2;

  private OverridesText() {}

  /** What such a text says. */
  sealed interface Content {
    /** These. */
    record Read(Overrides overrides) implements Content {}

    /** It is no such text; what is wrong follows the file's name. */
    record Damaged(String how) implements Content {}
  }

  static String write(Overrides overrides) {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    overrides.list().forEach(each -> text.append(line(each)).append('\n'));
    return text.append(LAST).append('\n').toString();
  }

  private static String line(ServerOverride one) {
    List<String> fields = new ArrayList<>();
    fields.add(StateWord.of(one.state()).text());
    fields.add(one.target().server());
    StateWord.weight(one.state()).ifPresent(weight -> fields.add("weight=" + weight));
    one.target().service().ifPresent(name -> fields.add("service=" + name));
    fields.add("by=" + one.by());
    fields.add("since=" + one.since());
    one.until().ifPresent(end -> fields.add("until=" + end));
    one.why().ifPresent(why -> fields.add("why=" + why));
    return String.join("\t", fields);
  }

  static Content read(String text) {
    // Not lines(): what it takes for the end of one may stand in a field.
    List<String> lines = List.of(text.split("\n"));
    if (!lines.get(0).equals(FIRST)) {
      return new Content.Damaged("does not begin with '" + FIRST + "'");
    }
    if (lines.size() < LINES_AROUND || !text.endsWith("\n" + LAST + "\n")) {
      return new Content.Damaged("has no end");
    }
    List<ServerOverride> all = new ArrayList<>();
    for (int i = 1; i < lines.size() - 1; i++) {
      Optional<ServerOverride> one = override(lines.get(i));
      if (one.isEmpty()) {
        return new Content.Damaged("has a line that is no override: line " + (i + 1));
      }
      all.add(one.get());
    }
    if (all.size() > Overrides.MOST) {
      return new Content.Damaged("has more than " + Overrides.MOST + " overrides");
    }
    return new Content.Read(Overrides.of(all));
  }

  private static Optional<ServerOverride> override(String line) {
    String[] words = line.split("\t", -1);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 2; i < words.length; i++) {
      int is = words[i].indexOf('=');
      if (is < 0 || fields.put(words[i].substring(0, is), words[i].substring(is + 1)) != null) {
        return Optional.empty();
      }
    }
    Optional<ServerText> server = words.length < 2 ? Optional.empty() : ServerText.parse(words[1]);
    if (server.flatMap(ServerText::port).isEmpty()) {
      return Optional.empty();
    }
    try {
      return state(words[0], Optional.ofNullable(fields.get("weight")))
          .flatMap(state -> override(server.get(), state, fields));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<ServerOverride> override(
      ServerText server, AdministrativeState state, Map<String, String> fields) {
    if (!fields.containsKey("by") || !fields.containsKey("since")) {
      return Optional.empty();
    }
    Target target =
        new Target(
            server.address(),
            server.port().orElseThrow(),
            Optional.ofNullable(fields.get("service")));
    return Optional.of(
        new ServerOverride(
            target,
            state,
            String.valueOf(fields.get("by")),
            Instant.parse(String.valueOf(fields.get("since"))),
            Optional.ofNullable(fields.get("until")).map(Instant::parse),
            Optional.ofNullable(fields.get("why"))));
  }

  private static Optional<AdministrativeState> state(String word, Optional<String> weight) {
    return StateWord.written(word)
        .flatMap(
            kind ->
                switch (kind) {
                  case DRAIN -> Optional.of(new AdministrativeState.Drained());
                  case DISABLED -> Optional.of(new AdministrativeState.Disabled());
                  case WEIGHT ->
                      weight.map(
                          number -> new AdministrativeState.Weighted(Integer.parseInt(number)));
                });
  }
}
