// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a name server says of a query (RCODE: RFC 1035 section 4.1.1, and IANA's registry), without
 * the bits that only EDNS has.
 *
 * @param number the code, 0 to 15
 */
public record ResponseCode(int number) {
  private static final List<String> NAMES =
      List.of(
          "NOERROR",
          "FORMERR",
          "SERVFAIL",
          "NXDOMAIN",
          "NOTIMP",
          "REFUSED",
          "YXDOMAIN",
          "YXRRSET",
          "NXRRSET",
          "NOTAUTH",
          "NOTZONE",
          "DSOTYPENI");

  /** The query was answered, be it with nothing. */
  public static final ResponseCode NOERROR = new ResponseCode(0);

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is out of its range
   */
  public ResponseCode {
    if (number < 0 || number > 15) {
      throw new IllegalArgumentException("a response code is 0 to 15, got " + number);
    }
  }

  /**
   * The code of a name.
   *
   * @param name as {@link #toString} gives it
   * @return the code; empty for another text
   */
  public static Optional<ResponseCode> named(String name) {
    return IntStream.rangeClosed(0, 15)
        .mapToObj(ResponseCode::new)
        .filter(code -> code.toString().equals(name))
        .findFirst();
  }

  /** The name, {@code RCODE13} for example where it has none. */
  @Override
  public String toString() {
    return number < NAMES.size() ? NAMES.get(number) : "RCODE" + number;
  }
}
