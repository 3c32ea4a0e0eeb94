// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.linux.PrivateFile;
import io.github.jlvs.vrrp.hmac.HmacKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * {@code jkeepalived --keygen FILE}: a new key for {@code auth_hmac}, in a file that its owner
 * alone may read. It is never printed, and no key that is there is lost.
 */
final class Keygen {
  private static final int OK = 0;
  private static final int NO_KEY = 1;

  /** What needs no quotes there. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./+@-]+");

  /** The first number that keepalived's documentation allows. */
  private static final int FIRST = 1;

  private final SecureRandom random;
  private final PrintStream out;
  private final PrintStream err;

  Keygen(SecureRandom random, PrintStream out, PrintStream err) {
    this.random = random;
    this.out = out;
    this.err = err;
  }

  /** Makes the file, prints the line that names it, and gives the status of the program. */
  int run(Path named) {
    if (named.toString().isEmpty()) {
      err.println("jkeepalived: --keygen wants the name of a new file");
      return NO_KEY;
    }
    Path file = named.toAbsolutePath().normalize();
    if (!PLAIN.matcher(file.toString()).matches()) {
      err.println(
          "jkeepalived: --keygen: keepalived.conf cannot name "
              + file
              + ": letters, digits and ._-/+@ are taken");
      return NO_KEY;
    }
    try {
      PrivateFile.create(
          file, HmacKey.generate(FIRST, random).secretText() + '\n', PrivateFile.Endurance.MACHINE);
    } catch (FileAlreadyExistsException e) {
      err.println(
          "jkeepalived: --keygen: there is a file "
              + file
              + " already, perhaps with a key in use: name another one");
      return NO_KEY;
    } catch (IOException e) {
      err.println("jkeepalived: --keygen: cannot write " + file + ": " + PrivateFile.reason(e));
      return NO_KEY;
    }
    out.println("key " + FIRST + " file:" + file);
    err.println(
        "Copy the file to every router of the group by a way that nobody else can read, and put the"
            + " line into auth_hmac of each; with several keys each has another number.");
    return OK;
  }
}
