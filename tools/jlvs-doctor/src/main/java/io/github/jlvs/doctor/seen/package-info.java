// SPDX-License-Identifier: Apache-2.0
/** What was seen of a host: values, without any judgement. */
@NullMarked
package io.github.jlvs.doctor.seen;

import org.jspecify.annotations.NullMarked;
