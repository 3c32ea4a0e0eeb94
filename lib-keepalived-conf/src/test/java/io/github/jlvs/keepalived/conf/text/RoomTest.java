// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.read.RootReader;
import org.junit.jupiter.api.Test;

class RoomTest {
  /** So a reload takes what a start takes, and no more. */
  @Test
  void values_take_the_room_that_is_left_of_their_words() {
    Statement server =
        ConfigurationTree.parse(
                "t.conf", "a 1 2 {\n b 3\n c\n}\n", RootReader.VOCABULARY.root(), new Diagnostics())
            .statements()
            .get(0);
    assertThat(Room.weight(server)).isEqualTo(4 + 3 + 2);

    Room read = Room.ofMemory(400L * 40);
    Room known = Room.ofMemory(400L * 40);
    int times = 0;
    while (known.takesValues(Room.weight(server))) {
      assertThat(read.takes(3) && read.takes(2) && read.takes(1)).isTrue();
      read.release(server);
      times++;
    }
    assertThat(times).isGreaterThan(3);
    assertThat(read.takes(3) && read.takes(2) && read.takes(1)).isFalse();
  }
}
