// SPDX-License-Identifier: Apache-2.0
/** Lines of text from a server, read within bounds: what probes of such protocols share. */
@NullMarked
package io.github.jlvs.healthcheck.probe.text;

import org.jspecify.annotations.NullMarked;
