// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A domain name (RFC 1035 section 3.1). Names that differ in the case of letters of ASCII alone are
 * equal (RFC 4343).
 *
 * @param labels the labels, without the empty one of the root; each character is an octet, U+0000
 *     to U+00FF, of which a label has 1 to 63
 */
public record DnsName(List<String> labels) {
  /** The name of the root. */
  public static final DnsName ROOT = new DnsName(List.of());

  static final int LONGEST_LABEL = 63;
  static final int LONGEST = 255;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if a label is empty or longer than 63 octets, the whole, each
   *     label with its length and the root's at the end, longer than 255, or a character no octet
   */
  public DnsName {
    labels = List.copyOf(labels);
    for (String label : labels) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL) {
        throw new IllegalArgumentException(
            "a label of a name has 1 to 63 octets, between two dots, got " + label.length());
      }
      if (label.chars().anyMatch(octet -> octet > 0xff)) {
        throw new IllegalArgumentException("a label of a name is made of octets, got " + label);
      }
    }
    if (length(labels) > LONGEST) {
      throw new IllegalArgumentException(
          "a name has at most 255 octets, a length with each label, got " + length(labels));
    }
  }

  /**
   * Reads a name as people write it: without escapes, so a backslash is an octet like others. What
   * is not ASCII is sent as UTF-8, and is no name of the public DNS; that one is {@code xn--...}.
   *
   * @param text for example {@code www.example.org}, with a dot at the end or without; the root is
   *     {@code .} or nothing
   * @return the name
   * @throws IllegalArgumentException if it has an empty label, or one or the whole is too long
   */
  public static DnsName of(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return name.isEmpty() && text.length() <= 1
        ? ROOT
        : new DnsName(
            Arrays.stream(name.split("\\.", -1))
                .map(label -> new String(label.getBytes(UTF_8), ISO_8859_1))
                .toList());
  }

  /** How many octets it takes in a message, uncompressed: 1 to 255. */
  int length() {
    return length(labels);
  }

  private static int length(List<String> labels) {
    return 1 + labels.stream().mapToInt(label -> 1 + label.length()).sum();
  }

  void encode(ByteBuffer out) {
    for (String label : labels) {
      out.put((byte) label.length()).put(label.getBytes(ISO_8859_1));
    }
    out.put((byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName name && folded(labels).equals(folded(name.labels));
  }

  @Override
  public int hashCode() {
    return folded(labels).hashCode();
  }

  private static List<String> folded(List<String> labels) {
    return labels.stream().map(DnsName::folded).toList();
  }

  /** Of ASCII alone: what an octet above it means nobody knows. */
  private static String folded(String label) {
    StringBuilder folded = new StringBuilder(label.length());
    label
        .chars()
        .map(octet -> octet >= 'A' && octet <= 'Z' ? octet - 'A' + 'a' : octet)
        .forEach(octet -> folded.append((char) octet));
    return folded.toString();
  }

  /** As a zone file has it (RFC 1035 section 5.1), without the dot at the end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String label : labels) {
      text.append(text.isEmpty() ? "" : ".");
      label.chars().forEach(octet -> append(text, octet));
    }
    return labels.isEmpty() ? "." : text.toString();
  }

  private static void append(StringBuilder text, int octet) {
    if (octet == '.' || octet == '\\') {
      text.append('\\').append((char) octet);
    } else if (octet > ' ' && octet < 0x7f) {
      text.append((char) octet);
    } else {
      text.append(String.format(Locale.ROOT, "\\%03d", octet));
    }
  }
}
