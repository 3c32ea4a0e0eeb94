// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import java.util.concurrent.CancellationException;

/**
 * A text of which only so many characters may be looked at, one often: some regular expressions
 * need exponential time, and would hold up all the other checks of their loop.
 */
final class CountedText implements CharSequence {
  /** Hundredths of a second; a sane expression looks at each of 64 Ki characters a few times. */
  static final int BUDGET = 2_000_000;

  private final String text;
  private int left = BUDGET;

  CountedText(String text) {
    this.text = text;
  }

  /** Throws CancellationException when the budget is used up. */
  @Override
  public char charAt(int index) {
    left--;
    if (left < 0) {
      throw new CancellationException("stopped after looking at " + BUDGET + " characters");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
