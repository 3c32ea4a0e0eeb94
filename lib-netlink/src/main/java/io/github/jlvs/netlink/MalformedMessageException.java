// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

/**
 * Bytes that are no netlink message or attribute: a length runs past the end, or a value has the
 * wrong size. Whatever the bytes claim, nothing outside the message is read and nothing is
 * allocated by their own claim of size.
 */
public final class MalformedMessageException extends RuntimeException {
  /**
   * Describes what was expected and what was found.
   *
   * @param message both, with the position in bytes where it helps
   */
  public MalformedMessageException(String message) {
    super(message);
  }
}
