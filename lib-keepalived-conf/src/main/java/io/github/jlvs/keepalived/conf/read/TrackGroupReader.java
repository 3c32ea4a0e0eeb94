// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code track_group}. */
final class TrackGroupReader {
  static final DeclaredBlock<TrackGroupReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.TRACK_GROUP,
          Keywords.<TrackGroupReader>none()
              .onEach(
                  list("group", "names of instances").says("The members"),
                  (reader, lines) -> lines.forEach(line -> reader.members.addAll(line.words()))));

  private final List<Word> members = new ArrayList<>();

  private TrackGroupReader() {}

  /**
   * A group.
   *
   * @param members the names of its instances, where they stand
   */
  record Group(String name, List<Word> members) {}

  static Optional<Group> read(Statement block, ReaderContext context) {
    Optional<Word> name = context.words().only(block, "a name");
    TrackGroupReader reader = new TrackGroupReader();
    new BlockReader<>(BLOCK, reader, context).read(block.children());
    return name.map(word -> new Group(word.text(), reader.members));
  }
}
