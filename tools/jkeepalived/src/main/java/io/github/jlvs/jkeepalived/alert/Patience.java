// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import java.time.Duration;

/**
 * How much is done for a message that cannot be delivered.
 *
 * @param room how many messages wait at most
 * @param lifetime how long each is tried
 * @param firstPause after the first failure; each further one doubles it
 * @param longestPause it grows no further
 * @param farewell how long the stop waits for what is under way
 */
public record Patience(
    int room, Duration lifetime, Duration firstPause, Duration longestPause, Duration farewell) {

  /** That of the daemon. */
  public static final Patience USUAL =
      new Patience(
          256,
          Duration.ofMinutes(15),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2));
}
