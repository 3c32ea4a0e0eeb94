// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class LibcTest {
  /** A sixth parameter reaches the C function as the return address (jnr-ffi 2.3.4, x86-64). */
  @Test
  void noFunctionHasMoreThanFiveParameters() {
    assertThat(Libc.class.getDeclaredMethods())
        .isNotEmpty()
        .extracting(Method::getParameterCount)
        .allMatch(count -> count <= 5);
  }
}
