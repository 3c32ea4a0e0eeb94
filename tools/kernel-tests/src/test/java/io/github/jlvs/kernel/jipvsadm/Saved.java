// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code -S} prints, as ipvsadm would have it. */
final class Saved {
  private static final Pattern THRESHOLDS = Pattern.compile(" -[xy] \\d+");
  private static final Pattern MARK = Pattern.compile("(?<=-f )\\d+");
  private static final Pattern THIRD_FLAG = Pattern.compile("(-s [sm]h\\b.* -b .*?),?flag-3");

  private Saved() {}

  /**
   * Takes out what jipvsadm means to save otherwise: thresholds, which ipvsadm forgets; marks from
   * 2^31, which it prints as negative numbers; a third flag of sh and mh, which it leaves empty.
   */
  static String asIpvsadmHasIt(String saved) {
    String text = THRESHOLDS.matcher(saved).replaceAll("");
    text = MARK.matcher(text).replaceAll(mark -> "" + (int) Long.parseLong(mark.group()));
    Matcher third = THIRD_FLAG.matcher(text);
    return third.replaceAll("$1");
  }
}
