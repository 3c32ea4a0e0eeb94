// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One block of memory with what posix_spawn(3) reads: room for the process id, argv and envp with
 * their null pointers at the end, and the strings. Reachable as long as this object is.
 */
final class SpawnMemory {
  private static final byte[] DEV_NULL = "/dev/null".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer block;
  private final long base;
  private final int words;
  private final int environment;
  private final int path;
  private final int devNull;
  private int pointerAt = Long.BYTES;
  private int textAt;

  SpawnMemory(MemoryIO memory, byte[] path, byte[][] words, byte[][] environment) {
    int pointers = Long.BYTES * (1 + words.length + 1 + environment.length + 1);
    int texts = DEV_NULL.length + 1 + path.length + 1 + size(words) + size(environment);
    this.block = ByteBuffer.allocateDirect(pointers + texts).order(ByteOrder.nativeOrder());
    this.base = memory.getDirectBufferAddress(block);
    this.textAt = pointers;
    this.devNull = text(DEV_NULL);
    this.path = text(path);
    this.words = list(words);
    this.environment = list(environment);
  }

  private static int size(byte[][] texts) {
    int size = 0;
    for (byte[] text : texts) {
      size += text.length + 1;
    }
    return size;
  }

  private int text(byte[] text) {
    int at = textAt;
    block.put(at, text);
    textAt += text.length + 1;
    return at;
  }

  private int list(byte[][] texts) {
    int at = pointerAt;
    for (byte[] text : texts) {
      block.putLong(pointerAt, base + text(text));
      pointerAt += Long.BYTES;
    }
    pointerAt += Long.BYTES; // the null pointer
    return at;
  }

  long processId() {
    return base;
  }

  long path() {
    return base + path;
  }

  long words() {
    return base + words;
  }

  long environment() {
    return base + environment;
  }

  long devNull() {
    return base + devNull;
  }
}
