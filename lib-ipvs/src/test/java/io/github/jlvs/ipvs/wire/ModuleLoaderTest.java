// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in the place of modprobe. */
class ModuleLoaderTest {
  private static final long AMPLE_SECONDS = 60;

  @TempDir private Path directory;

  private String program(String script) throws IOException {
    Path file = directory.resolve("modprobe");
    Files.writeString(file, "#!/bin/sh\n" + script + '\n');
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  @Test
  void it_is_asked_for_the_module_and_nothing_else() throws IOException {
    Path arguments = directory.resolve("arguments");
    String program = program("printf '%s\\n' \"$@\" >" + arguments);

    assertThat(new ModuleLoader(program, AMPLE_SECONDS).load())
        .isEqualTo(program + " ip_vs ended with status 0");
    assertThat(arguments).hasContent("--\nip_vs\n");
  }

  @Test
  void its_failure_is_told() throws IOException {
    String program = program("echo noise; echo noise >&2; exit 3");

    assertThat(new ModuleLoader(program, AMPLE_SECONDS).load())
        .isEqualTo(program + " ip_vs ended with status 3");
  }

  @Test
  void a_machine_without_it_is_told() {
    String absent = directory.resolve("absent").toString();

    assertThat(new ModuleLoader(absent, AMPLE_SECONDS).load())
        .startsWith(absent + " could not be started: ");
  }

  @Test
  void one_that_hangs_is_ended() throws IOException {
    String program = program("exec sleep 600");

    assertThat(new ModuleLoader(program, 0).load())
        .isEqualTo(program + " ip_vs did not end within 0 seconds");
  }

  @Test
  void a_kernel_is_modular_where_proc_lists_modules_or_does_not_tell() throws IOException {
    Path proc = Files.createDirectory(directory.resolve("proc"));
    assertThat(ModuleLoader.isModular(proc)).isTrue();

    Files.createDirectory(proc.resolve("self"));
    assertThat(ModuleLoader.isModular(proc)).isFalse();

    Files.createFile(proc.resolve("modules"));
    assertThat(ModuleLoader.isModular(proc)).isTrue();
  }
}
