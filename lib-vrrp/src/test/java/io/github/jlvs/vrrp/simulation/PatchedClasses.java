// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The state machine, its tests and this simulation once more, with patched sources compiled into
 * them: a world of classes of its own, that shares nothing with the sound ones.
 */
final class PatchedClasses extends ClassLoader {
  private static final String OURS = "io.github.jlvs.vrrp.";

  private final ClassLoader sound = PatchedClasses.class.getClassLoader();
  private final Map<String, byte[]> patched;

  /**
   * Compiles.
   *
   * @param patches what to change; none for classes of their own that are sound
   * @throws IllegalStateException when a patch does not apply, or does not compile
   */
  PatchedClasses(List<Patch> patches) {
    super(PatchedClasses.class.getClassLoader());
    Map<String, String> sources = new LinkedHashMap<>();
    for (Patch patch : patches) {
      sources.compute(
          patch.file(), (file, text) -> patch.applyTo(text == null ? Patch.source(file) : text));
    }
    this.patched = sources.isEmpty() ? Map.of() : compile(sources);
  }

  /** An object of one of these classes, seen through a type of the JDK's. */
  <T> T make(String className, Class<T> seenAs) {
    try {
      return seenAs.cast(loadClass(OURS + className).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className + " cannot be made", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] code = patched.get(name);
    if (code == null) {
      try (InputStream in = sound.getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        code = in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
    return defineClass(name, code, 0, code.length);
  }

  private static Map<String, byte[]> compile(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("planting a bug takes a JDK: this Java has no compiler");
    }
    Map<String, byte[]> classes = new HashMap<>();
    List<Source> units =
        sources.entrySet().stream()
            .map(each -> new Source(each.getKey(), each.getValue()))
            .toList();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-nowarn", "-implicit:none", "-Xlint:none");
      boolean done =
          compiler.getTask(null, new InMemory(files, classes), null, options, null, units).call();
      if (!done) {
        throw new IllegalStateException("patched, it does not compile: " + sources.keySet());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return classes;
  }

  /** A source file that is a string. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///io/github/jlvs/vrrp/" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what is compiled. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classes;

    InMemory(JavaFileManager files, Map<String, byte[]> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        javax.tools.FileObject sibling) {
      return new SimpleJavaFileObject(
          URI.create("mem:///" + className.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className, toByteArray());
            }
          };
        }
      };
    }
  }
}
