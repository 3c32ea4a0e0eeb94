// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

/** What a rule does with a packet of which all of its conditions hold. */
sealed interface Action {
  /** Lets it pass this chain and all that called it; others at the same hook still see it. */
  record Accept() implements Action {}

  /** Throws it away, with or without telling its sender. */
  record Drop() implements Action {}

  /** Goes on in another chain, and comes back. */
  record Jump(String chain) implements Action {}

  /** Goes on in another chain, at whose end this one ends as well. */
  record GoTo(String chain) implements Action {}

  /** Ends this chain. */
  record Return() implements Action {}

  /** Nothing that decides: it counts, logs or marks. */
  record Pass() implements Action {}

  /** Gives it another destination: what comes by afterwards is another packet. */
  record Redirect() implements Action {}

  /** Hands it to a program or a module, which may do anything. */
  record Unknown() implements Action {}
}
