// SPDX-License-Identifier: Apache-2.0
/**
 * The files that signals ask for: what the daemon knows at one moment, in the layout of keepalived
 * 2.2.7. Whoever renders has all that he needs in a snapshot, and asks nobody.
 */
@NullMarked
package io.github.jlvs.jkeepalived.dump;

import org.jspecify.annotations.NullMarked;
