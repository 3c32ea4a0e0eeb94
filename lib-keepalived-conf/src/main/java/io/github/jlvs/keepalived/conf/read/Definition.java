// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Word;

/**
 * A block that defines something tracked.
 *
 * @param name its name, where it is defined
 * @param value what it is
 * @param thing the name under which virtual routers track it
 * @param weight what it does to those that do not say it themselves
 */
record Definition<T>(Word name, T value, String thing, TrackedItem.Weight weight) {}
