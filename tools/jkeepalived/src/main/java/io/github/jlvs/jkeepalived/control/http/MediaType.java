// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

/**
 * What an answer is written in.
 *
 * @param name type and subtype, in small letters
 * @param version the parameter of that name
 */
public record MediaType(String name, String version) {
  /** As the field Content-Type says it, of a text in UTF-8. */
  public String inUtf8() {
    return name + "; version=" + version + "; charset=utf-8";
  }
}
