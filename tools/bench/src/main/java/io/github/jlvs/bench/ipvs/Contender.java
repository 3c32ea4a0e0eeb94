// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.ipvs;

import java.io.IOException;
import java.util.List;

/** Something that adds, edits, lists and deletes the destinations of one service. */
interface Contender {
  /** What it is called in the table. */
  String name();

  /** Does all of it once, in a table without services, which it leaves without services. */
  List<Measurement> run(int destinations, int dumps) throws IOException;
}
