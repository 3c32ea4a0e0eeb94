// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs command lines on both sides and keeps account of what was alike. */
final class Comparison {
  private static final List<String> TABLE = List.of("-S", "-n");

  /** A list with seconds in it is taken again where a second passed between the two. */
  private static final int TRIES = 4;

  private final Sides sides;
  private final List<String> differences = new ArrayList<>();
  private int compared;
  private int equal;
  private int intended;
  private int skipped;

  Comparison(Sides sides) {
    this.sides = sides;
  }

  /** Compares cases that follow one another, beginning with empty tables. */
  void compare(List<Case> cases) throws IOException {
    compare(cases, one -> sides.ours(one.words(), one.input()));
  }

  /** The same with jipvsadm as a process of its own. */
  void compareProcesses(List<Case> cases) throws IOException {
    compare(cases, sides::ourProcess);
  }

  private void compare(List<Case> cases, Function<Case, Outcome> jipvsadm) throws IOException {
    ReferenceScript script = new ReferenceScript();
    for (Case one : cases) {
      if (one.clear()) {
        script.clear();
      } else {
        script.add(one);
      }
    }
    ReferenceScript.Results reference = script.run(sides);
    sides.clear();
    int step = 0;
    for (Case one : cases) {
      if (one.clear()) {
        sides.clear();
      } else {
        compare(one, jipvsadm, reference.outcomes().get(step), reference.tables().get(step));
        step++;
      }
    }
    tables("at the end");
    // In the midst the order of some lists is not compared; here it is.
    list("-L", "-n");
    list("-L", "-n", "--nosort");
    list("-S", "-n");
  }

  /** Compares the tables, both read by ipvsadm. */
  void tables(String what) {
    String wanted = sides.reference(TABLE, "").out();
    String found = sides.referenceAbroad(TABLE).out();
    alike(
        "the tables " + what,
        new Outcome(0, sorted(wanted), ""),
        new Outcome(0, sorted(found), ""));
  }

  private void compare(
      Case one, Function<Case, Outcome> jipvsadm, Outcome reference, Optional<String> table) {
    String what = one.place() + ": " + one.program() + one.words() + "\n" + one.input();
    compared++;
    if (one.status().isPresent() && reference.status() != one.status().getAsInt()) {
      differ(what + ": ipvsadm itself", "status " + one.status().getAsInt(), reference.toString());
      return;
    }
    Outcome ours = jipvsadm.apply(one);
    if (one.intended().isPresent()) {
      intended++;
      if (ours.status() != one.intended().getAsInt()) {
        differ(what, "an intended status of " + one.intended().getAsInt(), ours.toString());
      }
      return;
    }
    boolean same = reference.isLike(ours);
    if (!same && !saved(one.printsRules(), reference, ours) && !isReordered(one, reference, ours)) {
      differ(what, reference.toString(), ours.toString());
      return;
    }
    // The tables are read by jipvsadm on our side for now, and by ipvsadm at the end.
    if (table.isPresent() && !sorted(sides.saved()).equals(sorted(table.get()))) {
      differ(what + ": the tables", table.get(), sides.saved());
      return;
    }
    if (same || isReordered(one, reference, ours)) {
      equal++;
    } else {
      intended++;
    }
  }

  /**
   * The kernel's own order is not the same on both sides, and where addresses are 2^31 apart it
   * decides ipvsadm's order too.
   */
  private static boolean isReordered(Case one, Outcome reference, Outcome ours) {
    return one.printsList()
        && new Outcome(reference.status(), sorted(reference.out()), reference.err())
            .isLike(new Outcome(ours.status(), sorted(ours.out()), ours.err()));
  }

  private static String sorted(String text) {
    String[] lines = text.split("\n", -1);
    Arrays.sort(lines);
    return String.join("\n", lines);
  }

  private static boolean saved(boolean isSave, Outcome reference, Outcome ours) {
    return isSave
        && new Outcome(ours.status(), Saved.asIpvsadmHasIt(ours.out()), ours.err())
            .isLike(reference);
  }

  /** Compares a list of ipvsadm's side: kernel's order, counters and connections are the same. */
  void list(String... words) {
    List<String> line = List.of(words);
    compared++;
    Outcome reference = sides.reference(line, "");
    Outcome ours = sides.oursAbroad(line);
    for (int i = 1; i < TRIES && !reference.isLike(ours); i++) {
      reference = sides.reference(line, "");
      ours = sides.oursAbroad(line);
    }
    if (reference.isLike(ours)) {
      equal++;
    } else if (saved(words[0].equals("-S"), reference, ours)) {
      intended++;
    } else {
      differ(line.toString(), reference.toString(), ours.toString());
    }
  }

  /** Compares two outcomes that the caller got. */
  void alike(String what, Outcome reference, Outcome ours) {
    compared++;
    if (reference.isLike(ours)) {
      equal++;
    } else {
      differ(what, reference.toString(), ours.toString());
    }
  }

  /** Counts a difference that is meant, which the caller has looked at. */
  void intended() {
    compared++;
    intended++;
  }

  /** Counts what cannot be compared here. */
  void skip() {
    skipped++;
  }

  private void differ(String what, String wanted, String found) {
    differences.add(what + "\n=== ipvsadm\n" + wanted + "\n=== jipvsadm\n" + found);
  }

  List<String> differences() {
    return differences;
  }

  String summary() {
    return "jipvsadm beside ipvsadm: compared "
        + compared
        + ", equal "
        + equal
        + ", intended differences "
        + intended
        + ", skipped "
        + skipped;
  }
}
