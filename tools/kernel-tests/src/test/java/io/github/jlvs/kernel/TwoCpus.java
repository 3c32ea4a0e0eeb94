// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A kernel test whose sender would starve its receiver on the one CPU of user-mode Linux, and that
 * needs no IPVS: it runs in private namespaces of the host's own kernel.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(TwoCpus.TAG)
public @interface TwoCpus {
  /** What tools/kernel-tests/run calls them. */
  String TAG = "two-cpus";
}
