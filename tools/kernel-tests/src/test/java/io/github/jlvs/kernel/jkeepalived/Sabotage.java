// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Has a {@link Saboteur} in a daemon, and tells it what to do. */
final class Sabotage {
  private Sabotage() {}

  /** For {@code env}: what has the launcher take the agent along. */
  static String environment() {
    return "JLVS_JAVA_OPTIONS=-javaagent:" + jar();
  }

  /** Has it done, on a host on which one daemon with the agent runs. */
  static void order(Host host, String order) {
    host.write(Saboteur.ORDERS + ".new", order);
    host.sh("mv " + Saboteur.ORDERS + ".new " + Saboteur.ORDERS);
  }

  private static Path jar() {
    String name = Saboteur.class.getName().replace('.', '/') + ".class";
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", Saboteur.class.getName());
    try {
      // A host of the lab has a /tmp of its own, and the checkout of all.
      Path jar =
          Files.createTempFile(
              Path.of(Checkout.path("tools/kernel-tests/target")), "saboteur", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest);
          InputStream in = Saboteur.class.getClassLoader().getResourceAsStream(name)) {
        out.putNextEntry(new JarEntry(name));
        in.transferTo(out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
