// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A zone or a policy of firewalld, known by its chains: those of the zone {@code internal} are
 * {@code filter_IN_internal}, {@code filter_IN_internal_deny} and others, and {@code
 * filter_INPUT_ZONES} calls the first. Where firewalld writes by iptables, the names are the same
 * without {@code filter_}.
 *
 * @param kind which of the two
 * @param name as firewalld has it
 * @param chain the first of its chains
 */
record FirewalldScope(Kind kind, String name, String chain) {
  private static final Pattern ZONES = Pattern.compile("(?:filter_)?INPUT_ZONES(?:_SOURCE)?");
  private static final Pattern POLICIES =
      Pattern.compile("(?:filter_)?(?:INPUT|OUTPUT)_POLICIES_(?:pre|post)");
  private static final Pattern CHAIN = Pattern.compile("(?:filter_)?(?:IN|OUT)_(.+)");

  /** What chains of policies in nftables have before the name, and those of iptables have not. */
  private static final Pattern OF_POLICY = Pattern.compile("filter_(?:IN|OUT)_policy_(.+)");

  /** What rules of firewalld belong to. */
  enum Kind {
    ZONE("--zone="),
    POLICY("--policy=");

    private final String option;

    Kind(String option) {
      this.option = option;
    }
  }

  /**
   * The one that threw a packet away: that of the chain where it ended, else the zone that it had
   * come through before, for older ones leave the end to the chain that all zones share.
   */
  static Optional<FirewalldScope> of(Passage.Stop stop) {
    return last(stop.within())
        .or(() -> last(stop.before()).filter(scope -> scope.kind == Kind.ZONE));
  }

  private static Optional<FirewalldScope> last(List<Passage.Call> calls) {
    return calls.stream().flatMap(call -> entered(call).stream()).reduce((earlier, later) -> later);
  }

  private static Optional<FirewalldScope> entered(Passage.Call call) {
    Matcher chain = CHAIN.matcher(call.chain());
    if (!chain.matches()) {
      return Optional.empty();
    } else if (ZONES.matcher(call.caller()).matches()) {
      return Optional.of(new FirewalldScope(Kind.ZONE, chain.group(1), call.chain()));
    } else if (POLICIES.matcher(call.caller()).matches()) {
      Matcher policy = OF_POLICY.matcher(call.chain());
      String name = policy.matches() ? policy.group(1) : chain.group(1);
      return Optional.of(new FirewalldScope(Kind.POLICY, name, call.chain()));
    }
    return Optional.empty();
  }

  /**
   * The command that lets packets of a kind pass, at once and after the next start. The reload that
   * would do the first is not told: it takes interfaces out of zones that were put there at run
   * time alone.
   *
   * @param stop the chain where one ended
   * @param content what they carry
   */
  String opening(Chain stop, Content content) {
    // Rules that deny come before those that allow, unless these have a priority of their own.
    String priority = stop.name().startsWith(chain + "_") ? "priority=\"-32768\" " : "";
    String add =
        "%s%s --add-rich-rule='rule %s%s accept'"
            .formatted(kind.option, name, priority, content.richRule());
    return "firewall-cmd " + add + " && firewall-cmd --permanent " + add;
  }
}
