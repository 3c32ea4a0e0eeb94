// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

/** A message could not be delivered. Its text is for the log: one line, and no secret in it. */
public final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 200;

  /** Whether the receiver refuses this message, and would refuse it again. */
  private final boolean refused;

  private DeliveryException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** Another try may do. */
  public static DeliveryException tryAgain(String why) {
    return new DeliveryException(oneLine(why), false);
  }

  /** Another try will not do. */
  public static DeliveryException refused(String why) {
    return new DeliveryException(oneLine(why), true);
  }

  /** Whether another try would be in vain. */
  public boolean isRefused() {
    return refused;
  }

  /** A part of it may be what a server answered: anything of any length. */
  private static String oneLine(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
  }
}
