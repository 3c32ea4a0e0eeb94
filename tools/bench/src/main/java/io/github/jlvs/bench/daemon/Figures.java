// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.daemon;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Measured values in order, and what is told of them. */
public final class Figures {
  private final double[] sorted;

  public Figures(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  public int count() {
    return sorted.length;
  }

  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest value that so many of a thousand do not exceed. */
  public double perMille(int rank) {
    int index = (int) Math.ceil(sorted.length * (rank / 1000.0)) - 1;
    return sorted[Math.max(0, index)];
  }

  public double least() {
    return sorted[0];
  }

  public double most() {
    return sorted[sorted.length - 1];
  }

  @Override
  public String toString() {
    return Arrays.toString(
        Arrays.stream(sorted).mapToObj(v -> String.format(Locale.ROOT, "%.2f", v)).toArray());
  }
}
