// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import io.github.jlvs.linux.PrivateFile;
import io.github.jlvs.rs.plan.RealServerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The directory of the records. Nobody but root and this user may be able to change what lies in
 * it: whoever can, decides what stop writes into kernel parameters.
 */
record RecordDirectory(Path path) {
  /** Makes it if it isn't there, and makes sure that it is safe. */
  void prepare() {
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (FileAlreadyExistsException e) {
      // As after every first time; what it is, is looked at below.
    } catch (IOException e) {
      throw failure("make directory " + path, e);
    }
    refuseUnsafe();
  }

  /** Makes sure that it is safe, or not there. */
  void refuseUnsafe() {
    unsafe()
        .ifPresent(
            why -> {
              throw RealServerException.of(
                  path
                      + " "
                      + why
                      + ", so the kernel parameters to come back to are not safe in it; remove it, or"
                      + " name another directory (--state-directory)");
            });
  }

  /** Why it can't be trusted; empty if it can, or if it isn't there. */
  Optional<String> unsafe() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(Files.isSymbolicLink(path) ? "is a link" : "is no directory");
    }
    try {
      return PrivateFile.foreign(path);
    } catch (IOException e) {
      throw failure("look at " + path, e);
    }
  }

  static RealServerException failure(String operation, IOException e) {
    if (e instanceof AccessDeniedException) {
      return RealServerException.noPermission(
          "no permission to " + operation + "; run jlvs-rs as root (sudo jlvs-rs ...)");
    }
    // The message of its superclass repeats the file's name.
    String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
    String why = reason == null ? e.getClass().getSimpleName() : reason;
    return RealServerException.of(
        "cannot "
            + operation
            + ": "
            + why
            + "; another directory can be named (--state-directory)");
  }
}
