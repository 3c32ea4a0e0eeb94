// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

/**
 * What a reader asks for of a page. Those who ask for the same share an answer.
 *
 * @param since after which event, of what has happened; 0 for all
 * @param format of metrics
 */
public record Wanted(long since, ExpositionFormat format) {
  /** All, and metrics as everybody reads them. */
  public static final Wanted ALL = new Wanted(0, ExpositionFormat.PROMETHEUS);
}
