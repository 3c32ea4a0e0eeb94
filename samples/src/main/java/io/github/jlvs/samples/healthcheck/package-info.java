/** Health checks in a program of one's own. */
@NullMarked
package io.github.jlvs.samples.healthcheck;

import org.jspecify.annotations.NullMarked;
