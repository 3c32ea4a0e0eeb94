// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import static io.github.jlvs.rs.Json.array;
import static io.github.jlvs.rs.Json.member;
import static io.github.jlvs.rs.Json.object;
import static io.github.jlvs.rs.Json.string;

import io.github.jlvs.rs.plan.Answerer;
import io.github.jlvs.rs.plan.Answers;
import io.github.jlvs.rs.plan.Answers.Verdict;
import io.github.jlvs.rs.plan.Vip;
import java.util.List;
import java.util.Locale;

/** Who answers for virtual addresses: a line for each, the verdict last; or one JSON object. */
final class AnswersText {
  private AnswersText() {}

  static String of(List<Answers> all, List<Vip> vips) {
    StringBuilder text = new StringBuilder();
    for (Answers answers : all) {
      String what = answers.vip() + " on " + answers.interfaceName();
      if (answers.answerers().isEmpty()) {
        text.append("nobody   ").append(what).append('\n');
      }
      for (Answerer each : answers.answerers()) {
        text.append("answers  ").append(what).append(": ").append(who(each)).append('\n');
      }
    }
    return text.append(verdict(all, vips)).append('\n').toString();
  }

  private static String who(Answerer each) {
    if (each.here()) {
      return each.mac() + " (this host)";
    }
    return each.mac()
        + (each.known().isEmpty() ? "" : " (" + String.join(", ", each.known()) + ")");
  }

  private static String verdict(List<Answers> all, List<Vip> vips) {
    return switch (Verdict.of(all, vips)) {
      case ONE -> "RealServer check OK: one host answers for " + PlanPrinter.names(vips);
      case SEVERAL ->
          "RealServer check failed: "
              + told(all, vips, Verdict.SEVERAL)
              + "; on all of them but the director 'jlvs-rs start --vip ...' is missing";
      case NOBODY ->
          "RealServer check failed: nobody answers for "
              + told(all, vips, Verdict.NOBODY)
              + "; no director has it here, or this host is not in its network";
    };
  }

  private static String told(List<Answers> all, List<Vip> vips, Verdict verdict) {
    List<String> found =
        vips.stream()
            .filter(vip -> Verdict.of(all, vip) == verdict)
            .map(
                vip ->
                    verdict == Verdict.NOBODY
                        ? vip.toString()
                        : Answers.count(all, vip) + " hosts answer for " + vip)
            .toList();
    return String.join(", ", found);
  }

  static String json(List<Answers> all, List<Vip> vips) {
    return object(
            member("state", string(Verdict.of(all, vips).name().toLowerCase(Locale.ROOT))),
            member("answers", array(all, AnswersText::answers)))
        + "\n";
  }

  private static String answers(Answers answers) {
    return object(
        member("address", string(answers.vip().toString())),
        member("interface", string(answers.interfaceName())),
        member("answerers", array(answers.answerers(), AnswersText::answerer)));
  }

  private static String answerer(Answerer each) {
    return object(
        member("mac", string(each.mac())),
        member("here", String.valueOf(each.here())),
        member("known", array(each.known(), Json::string)));
  }
}
