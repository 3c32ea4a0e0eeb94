// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the paths that a pattern without braces means. */
final class Glob {
  private final SourceFiles files;
  private final int most;

  /** Finds at most so many. */
  Glob(SourceFiles files, int most) {
    this.files = files;
    this.most = most;
  }

  /** What exists, sorted; relative patterns begin in the directory. */
  List<Path> find(String pattern, Path directory) {
    List<Path> found = List.of(pattern.startsWith("/") ? Path.of("/") : directory);
    try {
      for (String part : pattern.split("/+")) {
        if (!part.isEmpty()) {
          found = step(found, part);
        }
      }
    } catch (InvalidPathException impossible) {
      return List.of();
    }
    return found.stream().filter(path -> files.kind(path) != SourceFiles.Kind.MISSING).toList();
  }

  private List<Path> step(List<Path> directories, String part) {
    List<Path> next = new ArrayList<>();
    for (Path directory : directories) {
      if (!Wildcard.isIn(part)) {
        next.add(directory.resolve(Wildcard.literal(part)));
        continue;
      }
      for (String name : files.names(directory)) {
        if (next.size() < most && Wildcard.matches(part, name)) {
          next.add(directory.resolve(name));
        }
      }
    }
    return next;
  }
}
