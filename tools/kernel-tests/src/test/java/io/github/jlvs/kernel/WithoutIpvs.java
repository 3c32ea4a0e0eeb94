// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A kernel test that needs no IPVS, and no more of its kernel than bridges and pairs of interfaces:
 * it runs in private namespaces of the host's own kernel, where a process starts many times faster
 * than in user-mode Linux, and beside its like. So it looks for processes by its own hosts alone.
 * One that measures is {@link org.junit.jupiter.api.parallel.Isolated} as well.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag(WithoutIpvs.TAG)
public @interface WithoutIpvs {
  /** What tools/kernel-tests/run calls them. */
  String TAG = "without-ipvs";
}
