// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One case: routers and what happens to them, line by line.
 *
 * @param title what it shows
 * @param clause where that is written, empty in a recording
 * @param group whether the routers are a sync group; otherwise there is one
 * @param routers their configurations
 * @param steps the lines: input, and what is expected
 */
public record Vector(
    String title, String clause, boolean group, List<JsonNode> routers, List<JsonNode> steps) {}
