// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A kernel test without IPVS whose sender would starve its receiver on the one CPU of user-mode
 * Linux: it has the machine for itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithoutIpvs
@Isolated
@Tag(TwoCpus.TAG)
public @interface TwoCpus {
  /** What tools/kernel-tests/run calls them. */
  String TAG = "two-cpus";
}
