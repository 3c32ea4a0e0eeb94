// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.Forwarding;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of --forwarding. */
final class ForwardingConverter implements ITypeConverter<Forwarding> {
  @Override
  public Forwarding convert(String value) {
    return Arrays.stream(Forwarding.values())
        .filter(each -> each.text().equals(value))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of " + all()));
  }

  private static String all() {
    return Arrays.stream(Forwarding.values())
        .map(Forwarding::text)
        .collect(Collectors.joining(", "));
  }
}
