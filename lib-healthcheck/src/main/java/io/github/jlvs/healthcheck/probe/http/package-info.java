// SPDX-License-Identifier: Apache-2.0
/**
 * The check of a web server: keepalived's {@code HTTP_GET} and {@code SSL_GET}.
 *
 * <p>{@link io.github.jlvs.healthcheck.probe.http.HttpProbe} asks for one URL after another, each
 * over a connection of its own, and compares each answer with what is expected of it. Answers are
 * read as they come, within bounds, and never kept whole.
 */
@NullMarked
package io.github.jlvs.healthcheck.probe.http;

import org.jspecify.annotations.NullMarked;
