// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

/** The daemon can't be run in the way it was started. */
public final class DaemonException extends RuntimeException {
  DaemonException(String message) {
    super(message);
  }
}
