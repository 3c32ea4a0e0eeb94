// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * An application of somebody else's, compiled and run against artifacts: on the class path and on
 * the module path, without any option but the two paths.
 *
 * @param folder what it is made in
 */
record Application(Path folder) {
  private static final Pattern LIBRARIES =
      Pattern.compile(
          ".*(lib-(netlink|ipvs|vrrp|healthcheck|keepalived-conf)[/\\\\]target|jnr|jffi|asm|jspecify).*");
  private static final Pattern TESTKITS =
      Pattern.compile(".*testkit-(netlink|ipvs)[/\\\\]target.*");
  private static final Pattern JUNIT =
      Pattern.compile(
          ".*[/\\\\](junit-(jupiter-(api|engine)|platform-(commons|engine|launcher))|opentest4j"
              + "|apiguardian|assertj-core|byte-buddy)-[^/\\\\]*");
  private static final long SECONDS = 60;

  /** The libraries, and what they need. */
  static String libraries() {
    return entries(LIBRARIES);
  }

  /** The libraries and their testkits. */
  static String testkits() {
    return libraries() + File.pathSeparator + entries(TESTKITS);
  }

  /** The libraries, their testkits, and what tests are run with. */
  static String testkitsAndJunit() {
    return testkits() + File.pathSeparator + entries(JUNIT);
  }

  /** Writes a source file of it, such as {@code app/Main.java}. */
  void write(String name, String text) throws IOException {
    Path file = folder.resolve("src").resolve(name);
    Path unused = Files.createDirectories(file.getParent());
    Path unusedToo = Files.writeString(file, text);
  }

  /** What it prints. */
  String runOnTheClassPath(String path) throws IOException, InterruptedException {
    compile("-cp", path);
    return java("-cp", classes() + File.pathSeparator + path, "app.Main");
  }

  /** What it prints as the module app. */
  String runOnTheModulePath(String path) throws IOException, InterruptedException {
    compile("--module-path", path);
    return java("--module-path", classes() + File.pathSeparator + path, "--module", "app/app.Main");
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  private void compile(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--release", "17", "-d", classes().toString()));
    try (var files = Files.walk(folder.resolve("src"))) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(f -> arguments.add(f + ""));
    }
    StringWriter messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    List<String> sources = arguments.stream().filter(a -> a.endsWith(".java")).toList();
    List<String> flags = arguments.stream().filter(a -> !a.endsWith(".java")).toList();
    boolean done =
        compiler
            .getTask(
                messages,
                manager,
                null,
                flags,
                null,
                manager.getJavaFileObjectsFromStrings(sources))
            .call();
    assertThat(done).as(messages.toString()).isTrue();
  }

  private String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return output;
  }

  private static String entries(Pattern pattern) {
    String found =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> pattern.matcher(entry).matches())
            .filter(entry -> !entry.contains("unixsocket") && !entry.contains("test-classes"))
            .filter(entry -> !entry.endsWith("-tests.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(found).as("on the class path: " + pattern).isNotEmpty();
    return found;
  }
}
