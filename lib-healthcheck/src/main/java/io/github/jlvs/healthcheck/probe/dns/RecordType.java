// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The type of a record, as a question asks for it (RFC 1035 section 3.2.2, and IANA's registry).
 *
 * @param number the type, 0 to 65535
 */
public record RecordType(int number) {
  /** An IPv4 address. */
  public static final RecordType A = new RecordType(1);

  /** A name server of a zone. */
  public static final RecordType NS = new RecordType(2);

  /** The name that an alias stands for. */
  public static final RecordType CNAME = new RecordType(5);

  /** The start of a zone, which every zone has. */
  public static final RecordType SOA = new RecordType(6);

  /** A mail server. */
  public static final RecordType MX = new RecordType(15);

  /** Text. */
  public static final RecordType TXT = new RecordType(16);

  /** An IPv6 address (RFC 3596). */
  public static final RecordType AAAA = new RecordType(28);

  /** A signature (RFC 4034). */
  public static final RecordType RRSIG = new RecordType(46);

  private static final Map<RecordType, String> NAMES =
      Map.of(
          A, "A", NS, "NS", CNAME, "CNAME", SOA, "SOA", MX, "MX", TXT, "TXT", AAAA, "AAAA", RRSIG,
          "RRSIG");

  private static final Map<String, RecordType> BY_NAME =
      NAMES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is out of its range
   */
  public RecordType {
    if (number < 0 || number > 0xffff) {
      throw new IllegalArgumentException("the type of a record is 0 to 65535, got " + number);
    }
  }

  /**
   * The type of a name that keepalived knows.
   *
   * @param name for example {@code SOA}, in letters of either case
   * @return the type; empty for any other name
   */
  public static Optional<RecordType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
  }

  /**
   * The names that {@link #named} knows.
   *
   * @return in the order of their numbers
   */
  public static List<String> names() {
    return List.of("A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG");
  }

  /** The name, or the number as RFC 3597 section 5 writes it: {@code TYPE64}. */
  @Override
  public String toString() {
    return NAMES.getOrDefault(this, "TYPE" + number);
  }
}
