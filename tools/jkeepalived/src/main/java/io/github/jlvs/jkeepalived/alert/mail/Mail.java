// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import java.time.Instant;

/**
 * A mail, but for whom it is from and to.
 *
 * @param time when what it tells happened
 * @param subject one line
 * @param body the text
 */
public record Mail(Instant time, String subject, String body) {
  /** Keeps the subject on its line. */
  public Mail {
    subject = subject.replaceAll("\\p{Cntrl}", "?");
  }
}
