// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

/** What there is to say of overrides, in sentences. */
public final class OverrideWords {
  private OverrideWords() {}

  /** What somebody has decided: {@code 10.0.0.1:80 is drained in all its virtual servers ...}. */
  public static String decided(ServerOverride one) {
    return one.target().server()
        + " is "
        + state(one)
        + where(one.target())
        + one.until().map(end -> ", until " + end).orElse(", until it is enabled")
        + one.why().map(why -> ": " + why).orElse("");
  }

  /** That it is over: {@code 10.0.0.1:80 is no longer drained in all its virtual servers}. */
  public static String over(ServerOverride one) {
    return one.target().server() + " is no longer " + state(one) + where(one.target());
  }

  private static String where(Target target) {
    return " in " + target.service().orElse("all its virtual servers");
  }

  /** Such as {@code drained}. */
  public static String state(ServerOverride one) {
    return switch (StateWord.of(one.state())) {
      case DRAIN -> "drained";
      case DISABLED -> "disabled";
      case WEIGHT -> "given weight " + StateWord.weight(one.state()).orElseThrow();
    };
  }
}
