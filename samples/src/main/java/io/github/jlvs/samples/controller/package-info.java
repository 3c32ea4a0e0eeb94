// SPDX-License-Identifier: Apache-2.0
/** The steps of docs/first-controller.md, each a program. */
@NullMarked
package io.github.jlvs.samples.controller;

import org.jspecify.annotations.NullMarked;
