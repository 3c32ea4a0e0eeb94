// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that run inside the lab's kernel. A test method, or a method that runs before
 * each, that asks for a {@link io.github.jlvs.lab.Network} gets one of its own, which ends with the
 * test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabNetwork.class)
public @interface KernelTest {}
