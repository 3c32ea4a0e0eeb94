// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A kernel test with IPVS that takes minutes: it runs in {@code tools/check long}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(TakesLong.TAG)
public @interface TakesLong {
  /** What tools/kernel-tests/run calls them. */
  String TAG = "takes-long";
}
