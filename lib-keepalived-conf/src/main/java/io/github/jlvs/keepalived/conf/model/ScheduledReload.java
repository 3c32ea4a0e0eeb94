// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

/**
 * A file that says when the configuration is read again.
 *
 * @param file a whole path; whether there is such a file is found out by watching it
 * @param repeats whether the file stays, so that a time without a date comes each day; otherwise it
 *     is removed with the reload
 */
public record ScheduledReload(String file, boolean repeats) {}
