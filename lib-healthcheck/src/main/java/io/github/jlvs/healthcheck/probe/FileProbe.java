// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.util.Objects;

/**
 * keepalived's {@code FILE_CHECK}: a file has a number, which says how much weight the server has.
 * The file is read when its writer closes it. Absent, empty or without a number it counts as 0.
 *
 * @param name what the log calls the file
 * @param path where it is
 * @param weight times the number it is added to the server's weight; with 0 any number but 0 is a
 *     failure
 * @param reverse whether it is subtracted; with weight 0, whether 0 itself is the failure
 */
public record FileProbe(String name, String path, int weight, boolean reverse) implements Probe {
  public FileProbe {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
  }

  /**
   * Adds the number to the server's weight.
   *
   * @param path where the file is
   * @return the probe
   */
  public static FileProbe of(String path) {
    return new FileProbe(path, path, 1, false);
  }

  @Override
  public String checkName() {
    return "FILE_CHECK";
  }

  /**
   * What a number means.
   *
   * @param number the number in the file
   * @return the result
   */
  public ProbeResult judge(int number) {
    if (weight != 0) {
      long product = (long) weight * number;
      return new ProbeResult.Success(
          product == 0
              ? WeightAdvice.AS_CONFIGURED
              : new WeightAdvice.More(reverse ? -product : product));
    }
    return number == 0 ^ reverse
        ? ProbeResult.SUCCESS
        : ProbeResult.failed("the number in " + path + " is " + number);
  }
}
